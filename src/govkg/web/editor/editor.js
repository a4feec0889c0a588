// The editor of the SPARQL page: it takes the place of a textarea, keeps its value the same, and completes from our own vocabulary.
// It lives in a shadow root: there CodeMirror adopts its style sheets, which a strict style policy allows; a <style> it would not.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { sparql } from '@codemirror/legacy-modes/mode/sparql';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const WORDS = ('SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS VALUES BIND AS GROUP BY ORDER ASC DESC LIMIT OFFSET HAVING CONSTRUCT DESCRIBE '
  + 'ASK PREFIX GRAPH EXISTS NOT IN COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES CONTAINS STRSTARTS STRENDS '
  + 'REGEX REPLACE SUBSTR STRLEN STRAFTER STRBEFORE IF COALESCE BOUND ISIRI').split(' ');
const MOST = 60;

const ink = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--Reform)', fontWeight: '600' },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: 'var(--Result)' },
  { tag: [tags.string, tags.number, tags.literal], color: 'var(--Platform)' },
  { tag: [tags.atom, tags.link, tags.url], color: 'var(--PolicyDocument)' },
  { tag: tags.comment, color: 'var(--muted)' },
]);
const face = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--paper)', border: '1px solid var(--rule)', fontSize: '14px' },
  '&.cm-focused': { outline: '2px solid var(--seal)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '22px', minHeight: '176px', maxHeight: '60vh', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '8px 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--rule)' },
  '.cm-gutters': { backgroundColor: 'var(--paper)', color: 'var(--muted)', border: '0', borderRight: '1px solid var(--rule)' },
  '.cm-activeLine': { backgroundColor: 'transparent' }, // on the wash the hue of names would be too faint to read
  '.cm-activeLineGutter': { backgroundColor: 'var(--wash)' },
  '.cm-gutters .cm-activeLineGutter': { color: 'var(--ink)' },
  '.cm-gutter-lint': { width: '16px' },
  '.cm-lint-marker-error': { content: '""', width: '8px', height: '8px', margin: '7px 0 0 2px', borderRadius: '50%', backgroundColor: 'var(--seal)' },
  '.cm-lintPoint-error::after': { borderBottomColor: 'var(--seal)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--rule)', outline: '1px solid var(--line)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent', outline: '1px solid var(--seal)' },
  '.cm-tooltip': { backgroundColor: 'var(--paper)', color: 'var(--ink)', border: '1px solid var(--line)', maxWidth: 'min(640px, 92vw)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--sans)', maxHeight: '280px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px', lineHeight: '20px', display: 'flex', gap: '16px', justifyContent: 'space-between' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--ink)', color: 'var(--paper)' },
  '.cm-completionDetail': { fontStyle: 'normal', margin: '0', opacity: '0.8' },
  '.cm-tooltip-lint': { padding: '0' },
  '.cm-diagnostic': { fontFamily: 'var(--sans)', padding: '6px 10px', borderLeft: '3px solid var(--seal)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--seal)', textUnderlineOffset: '4px' },
});

/** How well an entry fits what was typed, lower is better; -1 where it does not. */
function rank(entry, typed) {
  const local = entry.local;
  if (local.startsWith(typed) || entry.name.toLowerCase().startsWith(typed)) return 0;
  if (entry.zh.startsWith(typed)) return 1;
  if (entry.initials === typed) return 2;
  if (entry.pinyin.startsWith(typed)) return 3;
  if (entry.initials.startsWith(typed)) return 4;
  if (entry.en.toLowerCase().startsWith(typed)) return 5;
  if (entry.zh.includes(typed)) return 6;
  if (typed.length > 2 && (local.includes(typed) || entry.en.toLowerCase().includes(typed) || entry.pinyin.includes(typed))) return 7;
  return -1;
}

/** A term with what is written for it: its name, or its whole IRI where a slash would need an escape behind the prefix. */
function entry(term, prefixes) {
  const colon = term.name.indexOf(':'), local = term.name.slice(colon + 1);
  const insert = local.includes('/') ? `<${prefixes[term.name.slice(0, colon)]}${local}>` : term.name;
  return { ...term, insert, local: local.slice(local.lastIndexOf('/') + 1).toLowerCase() };
}

function completions({ vocabulary, lang, ...kinds }) {
  let loaded = null;
  const entries = () => (loaded ??= fetch(vocabulary).then((r) => r.json()).then(
    (found) => found.terms.map((row) => entry(Object.fromEntries(found.fields.map((f, n) => [f, row[n]])), found.prefixes)),
    () => { loaded = null; return []; },
  ));
  return async (context) => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) {
      const names = new Set(context.state.doc.toString().match(/[?$]\w+/g) ?? []);
      names.delete(variable.text);
      return { from: variable.from, options: [...names].sort().map((label) => ({ label, type: 'variable' })), validFor: /^[?$]\w*$/ };
    }
    const word = context.matchBefore(/[\p{L}\p{N}_:-]+/u);
    if (!word && !context.explicit) return null;
    const typed = (word ? word.text : '').toLowerCase(), from = word ? word.from : context.pos;
    const found = [];
    for (const entry of await entries()) {
      const fits = rank(entry, typed);
      if (fits >= 0) found.push([fits, entry]);
    }
    found.sort((a, b) => a[0] - b[0] || a[1].name.length - b[1].name.length || (a[1].name < b[1].name ? -1 : 1));
    const options = found.slice(0, MOST).map(([, e]) => ({ label: e.name, detail: [e[lang], kinds[e.kind]].filter(Boolean).join(' · '), apply: e.insert }));
    if (typed.length > 1 || context.explicit) {
      options.unshift(...WORDS.filter((w) => w.toLowerCase().startsWith(typed)).map((label) => ({ label, type: 'keyword' })));
    }
    return options.length ? { from, options, filter: false } : null;
  };
}

/** Where a line and a column stand; columns count characters, of which JavaScript may count one as two. */
function place(doc, line, column) {
  if (line < 1 || line > doc.lines) return null;
  const row = doc.line(line);
  const at = row.from + [...row.text].slice(0, column - 1).join('').length;
  return { from: Math.min(at, row.to), to: row.to };
}

function mount(area) {
  const host = document.createElement('div');
  host.className = 'editor';
  area.after(host);
  const root = host.attachShadow({ mode: 'open' });
  const run = () => { area.form.requestSubmit(); return true; };
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        lineNumbers(), highlightActiveLineGutter(), highlightActiveLine(), drawSelection(), history(), bracketMatching(), closeBrackets(),
        StreamLanguage.define(sparql), syntaxHighlighting(ink), face, lintGutter(), EditorView.lineWrapping,
        autocompletion({ override: [completions(area.dataset)], icons: false }),
        keymap.of([{ key: 'Mod-Enter', run, preventDefault: true }, ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': area.getAttribute('aria-label') ?? '', spellcheck: 'false', autocapitalize: 'off' }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          area.value = view.state.doc.toString();
          area.dispatchEvent(new Event('input', { bubbles: true }));
        }),
      ],
    }),
  });
  area.addEventListener('govkg:set', () => {
    if (area.value !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: area.value } });
    view.focus();
  });
  area.hidden = true;
  const { error, errorLine, errorColumn } = area.dataset;
  const at = error ? place(view.state.doc, Number(errorLine), Number(errorColumn)) : null;
  if (at) view.dispatch(setDiagnostics(view.state, [{ ...at, severity: 'error', message: error }]));
}

for (const area of document.querySelectorAll('textarea[data-editor]')) mount(area);
