import { CopyButton } from './copy-button.js';

interface Props {
  readonly text: string;
  readonly name: string;
}

/** Text of a fixed width with a button that copies it. */
export function CodeBlock({ text, name }: Props) {
  return (
    <figure class="code-block">
      <figcaption>
        <span>{name}</span>
        <CopyButton text={text} label={`Copy: ${name}`}>
          Copy
        </CopyButton>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard. */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
