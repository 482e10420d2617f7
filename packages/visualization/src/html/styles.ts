/** The style sheet: A4 when printed, light and dark on a screen. */
export function styles(colors: { readonly accent: string; readonly text: string }): string {
  return `
:root{color-scheme:light dark;--accent:${colors.accent};--text:${colors.text};--soft:#5a5a5a;--line:#c8c8c8;--paper:#fff;--head:#f2f4f7}
@media screen and (prefers-color-scheme:dark){:root{--accent:#8ab8e6;--text:#e8e8e8;--soft:#b0b0b0;--line:#4a4a4a;--paper:#161616;--head:#242424}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--text);font:14px/1.4 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
main{max-width:210mm;margin:0 auto;padding:12mm}
header{display:flex;gap:16px;justify-content:space-between;align-items:flex-start;border-bottom:3px solid var(--accent);padding-bottom:8px}
header img.logo{max-height:20mm;max-width:60mm}
h1{font-size:22px;margin:0;color:var(--accent)}
h2{font-size:16px;margin:20px 0 6px;color:var(--accent);border-bottom:1px solid var(--line);break-after:avoid}
h3{font-size:14px;margin:10px 0 4px;break-after:avoid}
.number{font-size:16px;margin:2px 0 0;overflow-wrap:anywhere}
.en{color:var(--soft);font-size:.88em;font-style:italic}
dl{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:2px 12px;margin:6px 0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(72mm,1fr));gap:10px}
.card{border:1px solid var(--line);border-radius:4px;padding:6px 10px;break-inside:avoid}
.card .card{border:0;border-left:2px solid var(--line);border-radius:0;padding:0 0 0 8px;margin-top:4px}
.card h3,.card h4,.card h5,.card h6{margin:2px 0;font-size:14px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:6px 0}
caption{text-align:left;font-weight:600;padding:4px 0}
th,td{border:1px solid var(--line);padding:3px 6px;text-align:left;vertical-align:top}
th{background:var(--head);font-weight:600}
td{overflow-wrap:anywhere}
.numeric{text-align:right}
td.numeric{white-space:nowrap}
td dl{font-size:.88em;display:block;margin:2px 0 0}
td dt,td dd{display:inline}
td dt::after{content:": "}
td dd::after{content:"\\A";white-space:pre}
tfoot td{font-weight:600}
tr{break-inside:avoid}
.text{white-space:pre-wrap}
.codes{display:flex;flex-wrap:wrap;gap:24px}
.code{max-width:70mm;margin:0}
.code .picture{background:#fff;padding:2px}
.code svg{width:50mm;height:auto;display:block}
.code a{color:inherit;overflow-wrap:anywhere;font-size:.8em}
.watermark{position:fixed;inset:0;display:grid;place-items:center;pointer-events:none;z-index:1}
.watermark span{transform:rotate(-35deg);font-size:22mm;opacity:.12;text-align:center}
@page{size:A4;margin:12mm}
@media print{main{padding:0;max-width:none}body{font-size:10pt}.scroll{overflow:visible}td.numeric{white-space:normal}}
`;
}
