import { Lexer, type Token, type Tokens } from 'marked';
import { Fragment, useMemo, type ReactNode } from 'react';
import { messages } from '../../messages';
import { CopyButton } from '../CopyButton';
import { plainText, safeImage, safeLink } from './safety';

/**
 * Markdown of the labs' authors as React elements. HTML inside it is shown as the text it is; links and pictures pass
 * {@link safeLink} and {@link safeImage}. Headings start at `level` and never skip one, whatever the author wrote; a
 * first heading that only repeats the page's `title` is left out.
 */
export function Markdown({ source, title, level = 2 }: { source: string; title?: string; level?: 2 | 3 }) {
  const tokens = useMemo(() => {
    const read = new Lexer({ gfm: true }).lex(source);
    const first = read[0];
    const repeats = first?.type === 'heading' && (first as Tokens.Heading).text.trim() === title;
    return withHeadingLevels(repeats ? read.slice(1) : read, level);
  }, [source, title, level]);
  return <div className="labs-markdown">{blocks(tokens)}</div>;
}

function withHeadingLevels(tokens: Token[], first: number): Token[] {
  const depths = tokens.flatMap((token) => (token.type === 'heading' ? [(token as Tokens.Heading).depth] : []));
  const shift = first - Math.min(...depths);
  let previous = first - 1;
  return tokens.map((token) => {
    if (token.type !== 'heading') return token;
    previous = Math.min((token as Tokens.Heading).depth + shift, previous + 1, 6);
    return { ...token, depth: previous };
  });
}

function blocks(tokens: Token[]): ReactNode[] {
  return tokens.map((token, index) => <Fragment key={index}>{block(token)}</Fragment>);
}

function block(token: Token): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'heading': {
      const Heading = `h${(token as Tokens.Heading).depth}` as 'h2';
      return <Heading>{inline(token.tokens)}</Heading>;
    }
    case 'paragraph':
      return <p>{inline(token.tokens)}</p>;
    case 'text':
      return token.tokens ? inline(token.tokens) : plainText(token.text as string);
    case 'code':
      return <Code token={token as Tokens.Code} />;
    case 'blockquote':
      return <blockquote>{blocks(token.tokens ?? [])}</blockquote>;
    case 'list':
      return <ListOf token={token as Tokens.List} />;
    case 'table':
      return <TableOf token={token as Tokens.Table} />;
    case 'hr':
      return <hr />;
    default:
      return <p>{token.raw}</p>;
  }
}

function Code({ token }: { token: Tokens.Code }) {
  return (
    <div className="labs-code-block">
      <pre tabIndex={0}>
        <code>{token.text}</code>
      </pre>
      <CopyButton text={() => token.text} what={messages.access.codeBlock} />
    </div>
  );
}

function ListOf({ token }: { token: Tokens.List }) {
  const items = token.items.map((item, index) => (
    <li key={index}>
      {item.task && <input type="checkbox" checked={item.checked ?? false} readOnly disabled aria-hidden />}
      {item.task && ' '}
      {blocks(item.tokens.filter((part) => (part.type as string) !== 'checkbox'))}
    </li>
  ));
  return token.ordered ? <ol start={Number(token.start) || 1}>{items}</ol> : <ul>{items}</ul>;
}

function TableOf({ token }: { token: Tokens.Table }) {
  return (
    <div className="labs-table-scroll" tabIndex={0} role="group">
      <table>
        <thead>
          <tr>
            {token.header.map((cell, index) => (
              <th key={index} scope="col">
                {inline(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>{inline(cell.tokens)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inline(tokens: Token[] | undefined): ReactNode[] {
  return (tokens ?? []).map((token, index) => <Fragment key={index}>{span(token)}</Fragment>);
}

function span(token: Token): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{inline(token.tokens)}</strong>;
    case 'em':
      return <em>{inline(token.tokens)}</em>;
    case 'del':
      return <del>{inline(token.tokens)}</del>;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return <LinkOf token={token as Tokens.Link} />;
    case 'image': {
      const { href, text } = token as Tokens.Image;
      const source = safeImage(href);
      return source ? <img src={source} alt={text} /> : text;
    }
    case 'escape':
      return token.text;
    case 'text':
      return plainText(token.text as string);
    default:
      return token.raw;
  }
}

function LinkOf({ token }: { token: Tokens.Link }) {
  const target = safeLink(token.href);
  if (!target) return inline(token.tokens);
  if (target.startsWith('/') || target.startsWith('#')) return <a href={target}>{inline(token.tokens)}</a>;
  return (
    <a href={target} target="_blank" rel="noopener noreferrer">
      {inline(token.tokens)}
      <span className="labs-sr-only"> ({messages.app.opensNewTab})</span>
    </a>
  );
}
