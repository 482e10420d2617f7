import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { contractFile } from './contract.js';

/** Of what openapi-typescript makes, the parts that are needed: operations have functions and input types of our own. */
const used: ReadonlySet<string> = new Set(['components', 'WithRequired']);

/** TypeScript types of the contract's schemas. Enums are open: a newer KSeF may send values not known here. */
export async function renderTypes(): Promise<string> {
  const nodes = await openapiTS(new URL(`file://${contractFile}`), {
    excludeDeprecated: false,
    defaultNonNullable: false,
    transform: (schema) =>
      schema.type === 'string' && Array.isArray(schema.enum)
        ? openEnum(schema.enum as string[], schema.nullable === true)
        : undefined,
  });
  const wanted = nodes.filter(
    (node) =>
      (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) && used.has(node.name.text),
  );
  return `${astToString(wanted)}\n/** The contract's schemas by name, e.g. \`Schemas['SendInvoiceRequest']\`. */\nexport type Schemas = components['schemas'];\n`;
}

/** `'A' | 'B' | (string & {})`: completes known values, accepts others. */
function openEnum(values: readonly string[], nullable: boolean): ts.TypeNode {
  const f = ts.factory;
  const known = values.map((value) => f.createLiteralTypeNode(f.createStringLiteral(value)));
  const other = f.createParenthesizedType(
    f.createIntersectionTypeNode([
      f.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      f.createTypeLiteralNode([]),
    ]),
  );
  const none = nullable ? [f.createLiteralTypeNode(f.createNull())] : [];
  return f.createUnionTypeNode([...known, other, ...none]);
}
