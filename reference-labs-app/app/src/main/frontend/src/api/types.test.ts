import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** The schemas of the backend's OpenAPI document; `check-api.mjs` of the browser tests holds them against a running app. */
const schemas = JSON.parse(readFileSync('src/api/openapi-schemas.json', 'utf8')) as Record<string, Record<string, string>>;

const SCHEMA_OF: Record<string, string> = { LabDetail: 'Lab', LabAccess: 'Access' };
const source = ts.createSourceFile('types.ts', readFileSync('src/api/types.ts', 'utf8'), ts.ScriptTarget.Latest, true);
const interfaces = source.statements.filter(ts.isInterfaceDeclaration);

/** Name and JSON type of each property; unions of literals are strings, null only says that it may be absent. */
function properties(members: ts.NodeArray<ts.TypeElement>): [string, ts.TypeNode][] {
  return members.filter(ts.isPropertySignature).map((member) => [member.name.getText(), member.type as ts.TypeNode]);
}

function jsonType(node: ts.TypeNode): string {
  if (ts.isUnionTypeNode(node)) {
    const parts = node.types.filter((part) => part.getText() !== 'null');
    return jsonType(parts[0] as ts.TypeNode);
  }
  if (ts.isArrayTypeNode(node)) return `${jsonType(node.elementType)}[]`;
  if (ts.isLiteralTypeNode(node)) return 'string';
  if (ts.isTypeLiteralNode(node)) return 'object';
  const text = node.getText();
  return text === 'number' ? 'integer' : /State$|Status$/.test(text) ? 'string' : text;
}

describe('the API types', () => {
  it('are looked at', () => expect(interfaces.length).toBeGreaterThan(8));

  it.each(interfaces.map((declaration) => [declaration.name.text, declaration] as const))('%s says what the OpenAPI document says', (name, declaration) => {
    const schema = schemas[SCHEMA_OF[name] ?? name];
    expect(schema, `no schema for ${name}`).toBeDefined();
    for (const [property, node] of properties(declaration.members)) {
      const documented = schema?.[property];
      const type = jsonType(node);
      if (type === 'object') {
        const inner = node.getChildren().length > 0 ? properties(literalOf(node).members) : [];
        for (const [part, partNode] of inner) expect(schemas[documented ?? '']?.[part], `${name}.${property}.${part}`).toBe(jsonType(partNode));
      } else {
        expect(documented, `${name}.${property}`).toBe(type);
      }
    }
  });
});

function literalOf(node: ts.TypeNode): ts.TypeLiteralNode {
  if (ts.isTypeLiteralNode(node)) return node;
  return (node as ts.UnionTypeNode).types.find(ts.isTypeLiteralNode) as ts.TypeLiteralNode;
}
