import { useEffect, useState } from 'preact/hooks';

interface Notice {
  readonly text: string;
  readonly isFailure: boolean;
}

const shownForMs = 5_000;
let show: (notice: Notice) => void = () => undefined;

/** Tells what was done, to eyes and to screen readers. */
export function announce(text: string): void {
  show({ text, isFailure: false });
}

export function announceFailure(error: unknown): void {
  show({ text: error instanceof Error ? error.message : String(error), isFailure: true });
}

/** Where announcements appear. */
export function Announcer() {
  const [notice, setNotice] = useState<Notice | undefined>();
  useEffect(() => {
    show = setNotice;
  }, []);
  useEffect(() => {
    if (notice === undefined) return;
    const timer = setTimeout(() => setNotice(undefined), notice.isFailure ? shownForMs * 2 : shownForMs);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div class="announcer" role="status" aria-live="polite">
      {notice && <p class={notice.isFailure ? 'notice failure' : 'notice'}>{notice.text}</p>}
    </div>
  );
}
