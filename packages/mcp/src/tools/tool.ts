import type { Ksef, SessionJournal } from '@ksef/client';
import { z } from 'zod';
import type { Answer } from '../answers/answer.js';
import type { DocumentShelf } from '../documents/document-shelf.js';

/** State shared by the tools of one server. */
export interface Desk {
  /** The client, opened at the first use. */
  ksef(): Promise<Ksef>;
  readonly shelf: DocumentShelf;
  readonly language: 'en' | 'pl';
  readonly journal: SessionJournal | undefined;
  /** Drafts that were sent, and those that are being sent now (undefined). */
  readonly sent: Map<string, Answer | undefined>;
}

/** One use of a tool. */
export interface ToolUse {
  /** Aborts when the client cancels the call, or goes away. */
  readonly signal: AbortSignal;
  /** Asks the user. */
  confirm(question: string): Promise<'confirmed' | 'declined' | 'unsupported'>;
}

/** A tool without the type of its input, for the list of all tools. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Changes something in KSeF. */
  readonly isSending: boolean;
  /** Asks KSeF; the others work without a login. */
  readonly needsKsef: boolean;
  readonly input: z.ZodObject;
  readonly run: (desk: Desk, input: Readonly<Record<string, unknown>>, use: ToolUse) => Promise<Answer>;
}

/** A tool with a typed input. Unknown names are rejected: a filter with a typo would filter nothing. */
export function defineTool<Shape extends z.ZodRawShape>(
  tool: Omit<Tool, 'input' | 'run' | 'isSending'> & {
    readonly isSending?: boolean;
    readonly input: Shape;
    readonly run: (desk: Desk, input: z.output<z.ZodObject<Shape>>, use: ToolUse) => Promise<Answer>;
  },
): Tool {
  const { isSending = false, input, run, ...rest } = tool;
  return { ...rest, isSending, input: z.strictObject(input), run: run as Tool['run'] };
}
