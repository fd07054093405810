import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Markdown } from './Markdown';

function html(source: string): string {
  return render(<Markdown source={source} />).container.innerHTML;
}

describe('a guide', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'before <b onclick="alert(1)">inline</b> after',
    '<iframe src="https://evil.example"></iframe>',
  ])('shows HTML as text: %s', (source) => {
    const { container } = render(<Markdown source={source} />);
    expect(container.querySelector('script, img, b, iframe')).toBeNull();
    expect(container.textContent).toContain('<');
  });

  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', '//evil.example', 'vbscript:x', 'java&#115;cript:alert(1)'])(
    'makes no link to %s',
    (address) => {
      expect(html(`[click](${address})`)).not.toContain('<a');
    },
  );

  it('opens links to other sites in a new tab that knows nothing of this one', () => {
    render(<Markdown source="[guide](https://docs.example/)" />);
    expect(screen.getByRole('link')).toHaveAttribute('rel', 'noopener noreferrer');
  });

  it('loads no pictures from other hosts', () => {
    expect(html('![spy](https://evil.example/p.png)')).toBe('<div class="labs-markdown"><p>spy</p></div>');
    expect(html('![map](/guides/map.png)')).toContain('src="/guides/map.png"');
  });

  it('never skips a heading level, whatever the author wrote', () => {
    const { container } = render(<Markdown source={'# One\n\n#### Four\n\n## Two\n\n###### Six'} />);
    expect([...container.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((heading) => heading.tagName)).toEqual(['H2', 'H3', 'H3', 'H4']);
  });

  it('does not repeat the title of the page', () => {
    const { container } = render(<Markdown source={'# First bucket\n\n## Come in'} title="First bucket" />);
    expect([...container.querySelectorAll('h2')].map((heading) => heading.textContent)).toEqual(['Come in']);
  });

  it('renders lists, tables, code and character references', () => {
    const { container } = render(<Markdown source={'3. a\n4. b\n\n| x | y |\n|---|---|\n| 1 | `<c>` |\n\n```bash\nrm "$X"\n```\n\nA &amp; B &lt;i&gt;'} />);
    expect(container.querySelector('ol')).toHaveAttribute('start', '3');
    expect(container.querySelector('td code')?.textContent).toBe('<c>');
    expect(container.querySelector('pre')?.textContent).toBe('rm "$X"');
    expect(container.textContent).toContain('A & B <i>');
  });
});
