import { type CompiledForm, compileForm } from './compile-form.js';
import type { FormTable } from './form-table.js';

/** Compiles a form when it is first needed, once. */
export function lazyForm(table: FormTable): () => CompiledForm {
  let compiled: CompiledForm | undefined;
  return () => {
    compiled ??= compileForm(table);
    return compiled;
  };
}
