/** The kind of invoice document that is specified when a session is opened. */
export interface FormCode {
  /** e.g. `FA (3)` */
  readonly systemCode: string;
  /** e.g. `1-0E` */
  readonly schemaVersion: string;
  /** e.g. `FA` */
  readonly value: string;
}

/**
 * The forms that KSeF accepts. FA (2) is accepted on TEST only; PEF forms only online.
 *
 * @example
 * ```ts
 * import { formCodes } from '@ksef/core';
 *
 * formCodes.fa3.systemCode; // 'FA (3)'
 * ```
 */
export const formCodes = /* @__PURE__ */ Object.freeze({
  fa2: /* @__PURE__ */ form('FA (2)', '1-0E', 'FA'),
  fa3: /* @__PURE__ */ form('FA (3)', '1-0E', 'FA'),
  pef3: /* @__PURE__ */ form('PEF (3)', '2-1', 'PEF'),
  pefKor3: /* @__PURE__ */ form('PEF_KOR (3)', '2-1', 'PEF'),
  faRr1: /* @__PURE__ */ form('FA_RR (1)', '1-1E', 'FA_RR'),
});

/**
 * The known form with this system code, e.g. `FA (3)`.
 *
 * @example
 * ```ts
 * import { findFormCode } from '@ksef/core';
 *
 * findFormCode('FA (3)')?.schemaVersion; // '1-0E'
 * ```
 */
export function findFormCode(systemCode: string): FormCode | undefined {
  return Object.values(formCodes).find((known) => known.systemCode === systemCode);
}

/**
 * Whether two form codes name the same form.
 *
 * @example
 * ```ts
 * import { findFormCode, formCodes, isSameForm } from '@ksef/core';
 *
 * const found = findFormCode('FA (3)');
 * if (found !== undefined) console.log(isSameForm(found, formCodes.fa3)); // true
 * ```
 */
export function isSameForm(one: FormCode, other: FormCode): boolean {
  return (
    one.systemCode === other.systemCode &&
    one.schemaVersion === other.schemaVersion &&
    one.value === other.value
  );
}

function form(systemCode: string, schemaVersion: string, value: string): FormCode {
  return Object.freeze({ systemCode, schemaVersion, value });
}
