/** The style sheet: A4 when printed, light and dark on a screen. */
export function styles(colors: { readonly accent: string; readonly text: string }): string {
  return `
:root{color-scheme:light dark;--accent:${colors.accent};--text:${colors.text};--soft:#5a5a5a;--line:#d0d4d9;--paper:#fff;--head:#f2f4f7}
@media screen and (prefers-color-scheme:dark){:root{--accent:#8ab8e6;--text:#e8e8e8;--soft:#b0b0b0;--line:#4a4a4a;--paper:#161616;--head:#242424}}
@media print{:root{color-scheme:light}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--text);font:14px/1.4 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
main{max-width:210mm;margin:0 auto;padding:12mm}
header{display:flex;gap:16px;justify-content:space-between;align-items:flex-start;border-bottom:3px solid var(--accent);padding-bottom:8px}
header img.logo{max-height:20mm;max-width:60mm}
h1{font-size:22px;line-height:1.25;margin:0 0 4px;color:var(--accent)}
h2{font-size:16px;margin:20px 0 6px;color:var(--accent);border-bottom:1px solid var(--line);break-after:avoid}
h3{font-size:14px;margin:10px 0 4px;break-after:avoid}
.en{color:var(--soft);font-size:.88em;font-style:italic}
dl{margin:6px 0}
dl>div{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:0 12px;padding:1px 0;break-inside:avoid}
dl>div.long{break-inside:auto}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
.strong dd{font-weight:600}
.pairs{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 24px}
.pairs>div{grid-template-columns:minmax(0,1fr) minmax(0,1fr);align-content:start}
.pairs>.long{grid-column:1/-1;grid-template-columns:minmax(0,1fr) minmax(0,3fr)}
.numbers{margin:0;font-size:15px}
.numbers>div{display:flex;flex-wrap:wrap}
.numbers dd{font-weight:600}
.total{margin:8px 0 0 auto;width:fit-content;max-width:100%;border-top:2px solid var(--accent);background:var(--head)}
.total>div{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:0 16px;padding:6px 10px;font-size:16px;font-weight:700}
.total dt{color:inherit}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,72mm),1fr));gap:10px;margin:6px 0}
.card{border:1px solid var(--line);border-radius:4px;padding:6px 10px;break-inside:avoid}
.card .card{border:0;border-left:2px solid var(--line);border-radius:0;padding:0 0 0 8px;margin-top:4px}
.card h3,.card h4,.card h5,.card h6{margin:2px 0;font-size:14px}
.card>h3{color:var(--accent)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:6px 0;font-size:.93em}
table.compact{width:auto;max-width:100%}
table.summary{margin-left:auto}
caption{text-align:left;font-weight:600;padding:4px 0;break-after:avoid}
th,td{border:1px solid var(--line);padding:3px 6px;text-align:left;vertical-align:top}
th{background:var(--head);font-weight:600;vertical-align:bottom}
td{white-space:pre-line}
td.long{overflow-wrap:anywhere}
td dd{overflow-wrap:inherit}
td.main{min-width:10em}
.numeric{text-align:right}
td.numeric{white-space:nowrap;font-variant-numeric:tabular-nums}
.muted td{color:var(--soft);background:var(--head)}
td dl{font-size:.88em;margin:2px 0 0}
td dl>div{display:block;padding:0}
td dt,td dd{display:inline}
td dt::after{content:": "}
tfoot td{font-weight:600}
tr{break-inside:avoid}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
.codes{display:flex;flex-wrap:wrap;gap:24px;break-inside:avoid}
.code{max-width:70mm;margin:0}
.code figcaption{font-weight:600}
.code .picture{background:#fff;padding:2px;width:fit-content;margin:4px 0}
.code svg{width:50mm;height:auto;display:block}
.code a{color:inherit;overflow-wrap:anywhere;font-size:.8em}
.watermark{position:fixed;inset:0;display:grid;place-items:center;pointer-events:none;z-index:1}
.watermark span{transform:rotate(-35deg);font-size:22mm;opacity:.12;text-align:center}
@media screen and (max-width:150mm){main{padding:4mm}.pairs,.pairs>.long{grid-template-columns:minmax(0,1fr)}.pairs>div,.pairs>.long{grid-template-columns:minmax(0,2fr) minmax(0,3fr)}}
@page{size:A4;margin:12mm}
@media print{main{padding:0;max-width:none}body{font-size:10pt}.scroll{overflow:visible}td.numeric{white-space:normal}th,.muted td,.total{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
}
