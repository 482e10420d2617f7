/** One line of a chart. */
export interface Line {
  readonly name: string;
  readonly unit: string;
  readonly color: string;
  readonly points: readonly { readonly minute: number; readonly value: number }[];
}

const width = 800;
const height = 200;
const left = 90;
const top = 60;

/** An SVG with one panel for each line, all over the same minutes. */
export function plot(title: string, lines: readonly Line[]): string {
  const panels = lines.map((line, index) => panel(line, top + index * (height + 60)));
  const total = top + lines.length * (height + 60);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width + left + 30} ${total}" font-family="sans-serif" font-size="13">
<rect width="100%" height="100%" fill="#fff"/><text x="${left}" y="22" font-size="16">${title}</text>
${panels.join('\n')}
</svg>
`;
}

function panel({ name, unit, color, points }: Line, y: number): string {
  const lastMinute = Math.max(...points.map(({ minute }) => minute), 1);
  const most = Math.max(...points.map(({ value }) => value), 1) * 1.1;
  const at = ({ minute, value }: Line['points'][number]) =>
    `${(left + (minute / lastMinute) * width).toFixed(1)},${(y + height - (value / most) * height).toFixed(1)}`;
  return `<g><path d="M${left} ${y}V${y + height}H${left + width}" fill="none" stroke="#999"/>
<text x="${left}" y="${y - 6}">${name} (${unit})</text>
<text x="${left - 8}" y="${y + 10}" text-anchor="end">${most.toFixed(0)}</text><text x="${left - 8}" y="${y + height}" text-anchor="end">0</text>
<text x="${left + width}" y="${y + height + 18}" text-anchor="end">${lastMinute.toFixed(0)} min</text>
<polyline points="${points.map(at).join(' ')}" fill="none" stroke="${color}" stroke-width="2"/></g>`;
}
