package dump

// text is the templates of the pages.
const text = `
{{define "head"}}<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
	`<meta name="color-scheme" content="light dark"><style>` + style + `</style>{{end}}

{{define "region"}}{{template "head"}}<title>{{.Function}}, {{.Entry}}</title></head><body>
<header><nav><a href="index.html">all regions</a></nav>
<h1><code>{{.Function}}</code> <small>{{.Entry}}</small></h1>
<p class="where">{{.Filename}}:{{.Line}} &middot; compiled because {{.Why}}{{if gt .Attempt 1}} &middot; compilation {{.Attempt}} of this place{{end}}</p>
<p class="state {{if .Invalid}}gone{{else}}live{{end}}">{{if .Invalid}}invalidated: {{.Invalid}}{{else}}in use{{end}}</p>
<div class="tiles">
<div class="tile wide"><b>{{duration .Total}}</b><span>to compile, {{duration .PerBytecode}} a bytecode</span>
<div class="stack"><i class="t1" style="width:{{share .Build .Total}}%"></i><i class="t2" style="width:{{share .Opt .Total}}%"></i><i class="t3" style="width:{{share .Emit .Total}}%"></i></div>
<span class="legend"><i class="t1"></i>build {{duration .Build}} <i class="t2"></i>optimise {{duration .Opt}} <i class="t3"></i>emit {{duration .Emit}}</span></div>
{{with .Nodes}}<div class="tile"><b>{{index . 0}} &rarr; {{index . 1}}</b><span>nodes of IR</span></div>{{end}}
<div class="tile"><b>{{.Bytecodes}}</b><span>words of bytecode</span></div>
{{if .Machine}}<div class="tile"><b>{{.CodeBytes}}</b><span>bytes of machine code, {{.Region.Hot}} of them hot</span></div>{{end}}
<div class="tile"><b>{{.Left}}</b><span>times left for the interpreter</span></div>
</div></header>

<section><h2>Source and bytecode</h2>
{{range $c, $code := .Codes}}{{$most := .Hottest}}
<details class="code"{{if first $c}} open{{end}}><summary><code>{{.Name}}</code>{{if not (first $c)}} <em>inlined</em>{{end}}</summary>
<div class="cols">
{{if .Source}}<pre class="source">{{range .Source}}<span class="l" data-l="{{$c}}:{{.Num}}" style="--heat:{{heat .Count $most}}%"><i>{{.Num}}</i>{{.Text}}
</span>{{end}}</pre>{{else}}<p class="none">{{.Filename}} cannot be read.</p>{{end}}
<div class="scroll"><table class="bytecode"><tr><th>runs</th><th></th><th>instruction</th><th>observed</th></tr>
{{range .Instrs}}<tr data-l="{{$c}}:{{.Line}}" data-pc="{{place $c .Index}}" class="{{if not .Count}}cold{{end}}{{if .Loop}} loop{{end}}{{if .Entry}} entry{{end}}" style="--heat:{{heat .Count $most}}%">` +
	`<td class="n">{{if .Count}}{{.Count}}{{end}}</td><td class="i">{{.Index}}</td><td class="text">{{named .Text $code.Vars}}</td>` +
	`<td class="seen">{{.Operands}}{{if .Taken}} <span>taken {{.Taken}}</span>{{end}}{{range .Notes}} <span>{{.}}</span>{{end}}</td></tr>
{{end}}</table></div></div></details>
{{end}}</section>

<section><h2>IR, pass by pass</h2>
<p class="legend"><span class="add">new</span> <span class="chg">changed</span> <span class="del">gone</span> &middot; point at a value to find its uses</p>
{{range $i, $s := .Stages}}{{if .Same}}<div class="pass same" title="{{.Why}}">{{template "pass" .}}<span class="delta">no change</span></div>
{{else}}<details class="pass" name="ir"{{if .Final}} open{{end}}><summary title="{{.Why}}">{{template "pass" .}}` +
	`<span class="delta">{{if .Add}}<b class="add">+{{.Add}}</b> {{end}}{{if .Del}}<b class="del">&minus;{{.Del}}</b> {{end}}{{if .Chg}}<b class="chg">~{{.Chg}}</b>{{end}}</span></summary>
<p class="why">{{.Why}}</p><pre class="ir">{{range .Lines}}{{if eq .Kind "chg"}}<span class="chg" title="was: {{.Old}}">{{.Pre}}<mark>{{.Mid}}</mark>{{.Post}}
</span>{{else if .Kind}}<span class="{{.Kind}}">{{.Text}}
</span>{{else}}{{.Text}}
{{end}}{{end}}</pre></details>
{{end}}{{end}}</section>

{{if .Machine}}<section><h2>Machine code</h2>
<p class="where">{{.Region.Hot}} bytes at {{printf "%#x" .Base}}; a frame takes {{.FrameSize}} bytes of the stack</p>
<div class="machine">{{range .Hot}}{{template "group" .}}{{end}}</div>
<details><summary>stubs: slow paths and exits</summary><div class="machine">{{range .Stubs}}{{template "group" .}}{{end}}</div></details>
</section>{{end}}

<section><h2>Exits</h2>
{{if .Taken}}{{template "exits" .Taken}}{{else}}<p class="none">None was taken.</p>{{end}}
{{if .Never}}<details><summary>{{len .Never}} never taken</summary>{{template "exits" .Never}}</details>{{end}}
</section>

<section><h2>Relies on</h2><ul class="deps">
{{range .Globals}}<li>the name <code>{{.}}</code> being what it is</li>{{end}}
{{if .Classes}}<li>attributes of classes, and functions, staying as they are</li>{{end}}
{{range .Shapes}}<li>objects of the shape <code>{{.}}</code> (checked)</li>{{end}}
{{if not (or .Globals .Classes .Shapes)}}<li>nothing that may change</li>{{end}}
</ul></section>
<script>` + script + `</script></body></html>
{{end}}

{{define "pass"}}<span class="name">{{.Name}}</span><span class="bar"><i style="width:{{.Width}}%"></i></span><span class="num">{{.Nodes}} nodes</span><span class="num">{{if .Took}}{{duration .Took}}{{end}}</span>{{end}}

{{define "group"}}<div class="g"{{with .Place}} data-pc="{{.}}"{{end}}><div class="ir">{{.IR}}</div><pre>{{range .Insns}}<i>{{printf "%5x" .Offset}}</i> <u>{{printf "%-22s" .Bytes}}</u> {{.Text}}
{{end}}</pre></div>
{{end}}

{{define "exits"}}<div class="scroll"><table class="exits"><tr><th>taken</th><th>exit</th><th>kind</th><th>what</th><th>goes on at</th></tr>
{{range .}}<tr{{with place .Code .PC}} data-pc="{{.}}"{{end}} class="{{.Kind}}"><td class="n">{{if .Count}}{{.Count}}{{end}}</td><td class="n">{{.Num}}</td><td>{{.Kind}}</td><td class="ir">{{.What}}</td>` +
	`<td>{{if ge .Code 0}}{{.Function}}, instruction {{.PC}}{{if .Line}}, line {{.Line}}{{end}}{{end}}</td></tr>
{{end}}</table></div>{{end}}

{{define "index"}}{{template "head"}}<title>Compiled code</title></head><body>
{{$sum := .Sum}}{{$slowest := .Slowest}}<header><h1>Compiled code</h1>
<div class="tiles"><div class="tile"><b>{{len .Regions}}</b><span>regions, {{$sum.Gone}} of them invalidated</span></div>
<div class="tile"><b>{{duration $sum.Time}}</b><span>to compile, {{per $sum.Time $sum.Bytecodes}} a bytecode, at most {{duration $slowest}} a region</span></div>
<div class="tile"><b>{{$sum.Bytecodes}}</b><span>words of bytecode</span></div>
<div class="tile"><b>{{$sum.Code}}</b><span>bytes of machine code</span></div>
<div class="tile"><b>{{$sum.Left}}</b><span>times left for the interpreter</span></div></div></header>
<section><div class="scroll"><table class="index"><thead><tr><th>#</th><th>function</th><th>begins at</th><th>bytecode</th><th>nodes</th><th>code</th><th>compile time</th><th></th><th>left</th><th>state</th></tr></thead><tbody>
{{range .Regions}}<tr{{if .Invalid}} class="cold"{{end}}><td class="n">{{.Num}}</td><td><a href="{{.File}}"><code>{{.Function}}</code></a></td><td data-k="{{.Line}}">{{.Entry}} <small>{{base .Filename}}:{{.Line}}</small></td>` +
	`<td class="n">{{.Bytecodes}}</td><td class="n" data-k="{{index .Nodes 1}}">{{index .Nodes 0}} &rarr; {{index .Nodes 1}}</td><td class="n">{{.CodeBytes}}</td><td class="n" data-k="{{.Total.Nanoseconds}}">{{duration .Total}}</td>` +
	`<td class="bar"><div class="stack" style="width:{{share .Total $slowest}}%"><i class="t1" style="width:{{share .Build .Total}}%"></i><i class="t2" style="width:{{share .Opt .Total}}%"></i><i class="t3" style="width:{{share .Emit .Total}}%"></i></div></td>` +
	`<td class="n">{{.Left}}</td><td>{{if .Invalid}}<span class="gone">{{.Invalid}}</span>{{else}}<span class="live">in use</span>{{end}}{{if gt .Attempt 1}} <small>compilation {{.Attempt}}</small>{{end}}</td></tr>
{{end}}</tbody></table></div>
<p class="legend"><i class="t1"></i>build <i class="t2"></i>optimise <i class="t3"></i>emit</p></section>
{{if .Refused}}<section><h2>Not compiled</h2><table>{{range .NotCompiled}}<tr><td class="n">{{index $.Refused .}}</td><td>{{.}}</td></tr>
{{end}}</table></section>{{end}}
<script>` + sorter + `</script></body></html>
{{end}}
`

const style = `
:root { --fg:#1d2329; --dim:#727c87; --bg:#fbfbfa; --card:#fff; --line:#e3e5e8; --hot:#f0a23a; --add:#d8f2e0; --addfg:#1c6b3c; --del:#fbe0dd; --delfg:#a93226;
 --chg:#fff1cf; --chgfg:#8a5a00; --mark:#ffd56b; --link:#1f5fae; --t1:#5b8def; --t2:#2a9d6f; --t3:#d9822b; --sel:#dbe8ff; }
@media (prefers-color-scheme: dark) { :root { --fg:#dfe3e8; --dim:#8a94a0; --bg:#14171a; --card:#1b1f24; --line:#2d333a; --hot:#b3701a; --add:#12351f; --addfg:#7fd8a0; --del:#3c1a18;
 --delfg:#f0938a; --chg:#3a2e10; --chgfg:#f0c566; --mark:#7a5a10; --link:#7fb2f5; --t1:#5b8def; --t2:#2fae7b; --t3:#e08f3c; --sel:#24395c; } }
* { box-sizing:border-box }
body { font:14px/1.5 system-ui,sans-serif; color:var(--fg); background:var(--bg); margin:0 auto; padding:1.5em 2em 6em; max-width:110em }
code, pre, .bytecode, .ir, .i { font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace; font-size:12.5px }
a { color:var(--link); text-decoration:none } a:hover { text-decoration:underline }
h1 { font-size:1.7em; font-weight:600; margin:.2em 0 0 } h1 code { font-size:1em } h1 small { font-weight:400; color:var(--dim); font-size:.65em }
h2 { font-size:1.1em; margin:2em 0 .6em; border-bottom:1px solid var(--line); padding-bottom:.3em }
small, .where, .none, .why { color:var(--dim) } .where { margin:.2em 0 } .why { margin:.3em 1em; font-style:italic }
.state { display:inline-block; margin:.3em 0 1em; padding:.1em .8em; border-radius:1em; font-size:.9em }
.live { background:var(--add); color:var(--addfg) } .gone { background:var(--del); color:var(--delfg) } td .live, td .gone { padding:0 .6em; border-radius:1em }
.tiles { display:flex; flex-wrap:wrap; gap:.8em; margin:.6em 0 }
.tile { background:var(--card); border:1px solid var(--line); border-radius:8px; padding:.6em 1em; min-width:9em } .tile.wide { min-width:22em }
.tile b { display:block; font-size:1.35em; font-weight:600 } .tile span { color:var(--dim); font-size:.9em }
.stack { display:flex; height:8px; border-radius:4px; overflow:hidden; margin:.4em 0; min-width:2px } .stack i { display:block; height:100% }
.t1 { background:var(--t1) } .t2 { background:var(--t2) } .t3 { background:var(--t3) }
.legend { color:var(--dim); font-size:.9em } .legend i { display:inline-block; width:.7em; height:.7em; border-radius:2px; margin:0 .3em 0 .8em } .legend span { padding:0 .5em; border-radius:3px }
.cols { display:flex; gap:1em; align-items:flex-start; flex-wrap:wrap } .cols > * { flex:1 1 30em; min-width:0 }
pre { margin:0; overflow-x:auto; background:var(--card); border:1px solid var(--line); border-radius:8px; padding:.6em 0; line-height:1.45 }
.source .l { display:block; padding:0 1em 0 0; box-shadow:inset 4px 0 0 color-mix(in srgb,var(--hot) var(--heat),transparent); background:color-mix(in srgb,var(--hot) calc(var(--heat)*.3),transparent) }
.source .l i { display:inline-block; width:4em; padding-right:1em; text-align:right; color:var(--dim); font-style:normal; user-select:none }
.scroll { overflow-x:auto; background:var(--card); border:1px solid var(--line); border-radius:8px; padding:.4em }
table { border-collapse:collapse } th { text-align:left; color:var(--dim); font-weight:500; font-size:.85em } th, td { padding:1px 10px; vertical-align:top; white-space:nowrap }
.n, .i { text-align:right; color:var(--dim); font-variant-numeric:tabular-nums }
.bytecode { width:100% } .bytecode td.n { background:color-mix(in srgb,var(--hot) calc(var(--heat)*.7),transparent); color:var(--fg) } .bytecode td.text { white-space:pre }
.bytecode sub { color:var(--link); font-size:.8em; margin-left:1px } .seen { color:var(--dim); white-space:normal } .seen span { border:1px solid var(--line); border-radius:4px; padding:0 .4em; margin-left:.3em; white-space:nowrap }
.cold { opacity:.5 } tr.loop td { border-top:2px solid var(--t2) } tr.entry td.i::before { content:"\25B6 "; color:var(--t2) }
details > summary { cursor:pointer; padding:.25em 0 } details.code > summary em { color:var(--dim) }
.pass > summary, .pass.same { display:flex; align-items:center; gap:1em; padding:.15em .6em; border-radius:5px } .pass.same { padding-left:1.9em; opacity:.45 } .pass > summary::before { content:"\25B8"; width:.3em } .pass[open] > summary::before { content:"\25BE" }
.pass > summary:hover, .pass[open] > summary { background:var(--card) } .pass .name { width:6em; font-weight:600 } .pass .bar { width:16em; background:var(--line); height:8px; border-radius:4px; overflow:hidden } .pass .bar i { display:block; height:100%; background:var(--t2) }
.pass .num { width:6em; text-align:right; color:var(--dim); font-variant-numeric:tabular-nums } .delta b { font-weight:500; padding:0 .4em; border-radius:3px }
pre.ir { padding:.6em 1em; max-height:75vh; overflow:auto } pre.ir > .add, pre.ir > .chg, pre.ir > .del { display:block } .add { background:var(--add); color:var(--addfg) } .chg { background:var(--chg); color:var(--chgfg) } .del { background:var(--del); color:var(--delfg) } pre.ir .del { text-decoration:line-through; opacity:.75 } pre.ir mark { background:var(--mark); color:inherit; border-radius:2px }
.machine { columns:2 34em; column-gap:1em } .g { break-inside:avoid; border-left:3px solid var(--line); margin:0 0 3px; padding-left:.6em } .g .ir { color:var(--t2); white-space:pre-wrap; overflow-wrap:anywhere } .g pre { border:0; background:none; padding:0 } .g i, .g u { color:var(--dim); font-style:normal; text-decoration:none; opacity:.7 }
td.bar { width:14em; vertical-align:middle } .index { width:100% } .index th { cursor:pointer } .index td { padding:3px 10px } tr.deopt td.ir { color:var(--delfg) } td.ir { white-space:pre-wrap }
[data-pc] { cursor:pointer } .at > td, .at.l, .at.g { background:var(--sel) !important } .v.on { background:var(--mark); border-radius:2px } .deps { line-height:1.7 }
@media (max-width: 60em) { body { padding:1em } .pass .bar { display:none } }
`

// script marks uses of a value, and what belongs to one bytecode instruction or
// line.
const script = `
const refs = /\b(v\d+|s\d+|b\d+|virt\d+)\b/g;
function wrap(root) {
  if (root.dataset.wrapped) return; root.dataset.wrapped = 1;
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), texts = [];
  while (walk.nextNode()) texts.push(walk.currentNode);
  for (const t of texts) {
    const parts = t.data.split(refs); if (parts.length < 2) continue;
    const f = document.createDocumentFragment();
    parts.forEach((p, i) => { if (i % 2) { const s = document.createElement('span'); s.className = 'v'; s.dataset.v = p; s.textContent = p; f.append(s); } else f.append(p); });
    t.replaceWith(f);
  }
}
document.querySelectorAll('.g .ir, td.ir').forEach(wrap);
document.querySelectorAll('.pass[open] pre').forEach(wrap);
document.querySelectorAll('details.pass').forEach(d => d.addEventListener('toggle', () => { if (d.open) d.querySelectorAll('pre').forEach(wrap); }));
let marked = [];
function mark(selector, cls) { document.querySelectorAll(selector).forEach(e => { e.classList.add(cls); marked.push([e, cls]); }); }
function clear() { marked.forEach(([e, c]) => e.classList.remove(c)); marked = []; }
document.addEventListener('mouseover', ev => {
  const v = ev.target.closest('.v'), row = ev.target.closest('[data-pc]'), line = ev.target.closest('[data-l]');
  clear();
  if (v) return mark('.v[data-v="' + v.dataset.v + '"]', 'on');
  if (row) { mark('[data-pc="' + row.dataset.pc + '"]', 'at'); const l = document.querySelector('tr[data-pc="' + row.dataset.pc + '"][data-l]'); if (l) mark('.l[data-l="' + l.dataset.l + '"]', 'at'); return; }
  if (line) mark('[data-l="' + line.dataset.l + '"]', 'at');
});
document.addEventListener('click', ev => {
  const row = ev.target.closest('[data-pc]'); if (!row) return;
  const to = row.closest('.bytecode') ? '.g' : 'tr';
  const e = document.querySelector(to + '[data-pc="' + row.dataset.pc + '"]'); if (e) e.scrollIntoView({block: 'center', behavior: 'smooth'});
});
`

// sorter sorts the table of the index by the column that is clicked.
const sorter = `
document.querySelectorAll('.index th').forEach((th, i) => th.addEventListener('click', () => {
  const body = document.querySelector('.index tbody'), rows = [...body.rows], up = th.dataset.up = th.dataset.up === '1' ? '0' : '1';
  const key = r => { const c = r.cells[i], k = c.dataset.k ?? c.textContent; const n = parseFloat(k); return isNaN(n) ? k : n; };
  rows.sort((a, b) => { const x = key(a), y = key(b), c = x < y ? -1 : x > y ? 1 : 0; return up === '1' ? -c : c; });
  rows.forEach(r => body.append(r));
}));
`
