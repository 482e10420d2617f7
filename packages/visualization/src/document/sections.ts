import type { Bilingual } from '../text/label.js';
import type { Block, Card, Field, Section } from './visual-document.js';

/** A section of some blocks. */
export function section(id: string, title: Bilingual, ...blocks: readonly Block[]): Section {
  return { id, title, blocks };
}

/** Fields and groups as blocks: fields first. */
export function blocksOf({ fields, cards }: { fields: readonly Field[]; cards: readonly Card[] }): Block[] {
  return [
    { type: 'fields', fields },
    { type: 'cards', cards },
  ];
}

/** Removes blocks that show nothing, and sections without blocks. */
export function withoutEmpty(sections: readonly Section[]): Section[] {
  return sections
    .map((one) => ({ ...one, blocks: one.blocks.filter((block) => !isEmpty(block)) }))
    .filter(({ blocks }) => blocks.length > 0);
}

function isEmpty(block: Block): boolean {
  switch (block.type) {
    case 'fields':
    case 'total':
      return block.fields.length === 0;
    case 'cards':
      return block.cards.length === 0;
    case 'table':
      return block.rows.length === 0 && (block.footer ?? []).length === 0;
    case 'paragraphs':
      return block.paragraphs.length === 0;
    case 'codes':
      return block.codes.length === 0;
  }
}
