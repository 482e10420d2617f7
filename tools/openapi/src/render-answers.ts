import { type Contract, type ContractOperation, operationsOf, type Schema } from './contract.js';

/**
 * Required fields that are not asked for: KSeF leaves lists of no invoices out, its own examples know no method of a login,
 * KSeF before 2.9 says nothing of the compression of a package, and which groups have limits changes with versions.
 */
const notAskedFor: Readonly<Record<string, readonly string[] | 'all'>> = {
  SessionInvoicesResponse: ['invoices'],
  AuthenticationChallengeResponse: ['clientIp'],
  AuthenticationListItem: ['authenticationMethodInfo'],
  AuthenticationOperationStatusResponse: ['authenticationMethodInfo'],
  InvoicePackage: ['compressionType'],
  EffectiveApiRateLimits: 'all',
};

/** What JSON answers have to hold. */
export interface RenderedAnswers {
  /** The file: one constant a schema, so that a bundle has those of the operations in it. */
  readonly text: string;
  /** The expression for the answer of an operation; undefined where none is JSON. */
  of(operation: ContractOperation): string | undefined;
}

export function renderAnswers(contract: Contract): RenderedAnswers {
  const { schemas } = contract.components;
  const constants = new Map<string, string>();

  for (const { operation } of operationsOf(contract)) of(operation);
  const lines = ["import type { AnswerShape } from '../operation.js';", '', ...constants.values(), ''];
  return { text: lines.join('\n'), of };

  function of({ responses }: ContractOperation): string | undefined {
    const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
    const schema = success?.content?.['application/json']?.schema;
    return schema === undefined ? undefined : shapeOf(schema);
  }

  /** Constants that others name come before them. */
  function constant(name: string): string {
    const constantName = `answer${name}`;
    const schema = schemas[name];
    if (schema === undefined) throw new Error(`The contract has no schema ${name}`);
    if (schema.type !== undefined && schema.type !== 'object') return shapeOf(schema);
    if (!constants.has(name)) {
      const shape = shapeOf(schema, notAskedFor[name] ?? []);
      constants.set(name, `export const ${constantName}: AnswerShape = ${shape};`);
    }
    return constantName;
  }

  function shapeOf(schema: Schema, without: readonly string[] | 'all' = []): string {
    const reference = schema.$ref ?? schema.allOf?.find((part) => part.$ref !== undefined)?.$ref;
    if (reference !== undefined) return constant(reference.split('/').at(-1) ?? '');
    if (schema.type === 'array') return `[${shapeOf(schema.items ?? {})}]`;
    if (schema.type === 'integer' || schema.type === 'number') return "'number'";
    if (schema.type === 'string' || schema.type === 'boolean') return `'${schema.type}'`;
    const fields = (schema.required ?? []).flatMap((field) => {
      const own = schema.properties?.[field];
      const asked = without !== 'all' && !without.includes(field);
      // What is deprecated may be gone in a newer KSeF.
      const surely = own !== undefined && own.nullable !== true && own.deprecated !== true;
      return asked && surely ? [`${field}: ${shapeOf(own)}`] : [];
    });
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
}
