import { useEffect, useState } from 'preact/hooks';
import type { EmulatorContext } from '../../src/inspection/contexts.js';
import { contextParameter } from '../lib/format.js';
import { useLive } from '../lib/live.js';
import { type Route, replaceQuery } from '../lib/route.js';

const mostOffered = 200;

interface Props {
  readonly route: Route;
}

/** Whose: a NIP or another context, with those that there are on offer. */
export function ContextFilter({ route }: Props) {
  const contexts = useLive<readonly EmulatorContext[]>('/contexts');
  return (
    <>
      <TextFilter
        route={route}
        name="context"
        label="Context"
        placeholder="NIP, or InternalId:…"
        list="known-contexts"
      />
      <datalist id="known-contexts">
        {(contexts.value ?? []).slice(0, mostOffered).map(({ contextIdentifier }) => {
          const value = contextParameter(contextIdentifier);
          return <option key={value} value={value} />;
        })}
      </datalist>
    </>
  );
}

interface TextProps extends Props {
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  readonly list?: string;
}

const restMs = 250;

/** A filter in words, which counts once one has stopped typing. */
export function TextFilter({ route, name, label, placeholder, list }: TextProps) {
  const [text, setText] = useState(route.query[name] ?? '');
  useEffect(() => {
    if (text === (route.query[name] ?? '')) return;
    const timer = setTimeout(() => replaceQuery(route, { [name]: text.trim(), page: undefined }), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="search"
        value={text}
        placeholder={placeholder}
        spellcheck={false}
        autocomplete="off"
        list={list}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </label>
  );
}
