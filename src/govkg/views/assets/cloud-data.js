// A cloud comes in columns; here they become the objects that every view's script reads, each put together when it is asked for.
const columns = data.plans[0].extra;
const coded = (column, n) => column.names[column.of[n]];
const FACETS = ['place', 'unit'].filter((f) => columns.filters.some((one) => one.name === f));
const several = (column, n) => coded(column, n).split('\n').filter(Boolean);

class CloudThing {
  constructor(n) { this.n = n; }
  get kind() { return coded(columns.nodes.kind, this.n); }
  get label() { return (state.n && columns.nodes.english[this.n]) || columns.nodes.label[this.n]; }
  get names() {
    const { label, english, aliases } = columns.nodes;
    return [label[this.n], ...(aliases[this.n] || []), ...(english[this.n] ? [english[this.n]] : [])];
  }
  get sounds() {
    const words = columns.nodes.sound[this.n].split(' ');
    return [words.join(''), words.map((w) => w[0] || '').join('')];
  }
  get domain() { return coded(columns.nodes.domain, this.n); }
  get rule() { return coded(columns.nodes.rule, this.n); }
  get passage() { return columns.nodes.passage[this.n] < 0 ? '' : String(columns.nodes.passage[this.n]); }
  get level() { return ''; }
  get facts() {
    const also = this.names.slice(1).join('、');
    return [...(also ? [['aliases', [also, also]]] : []), ...(this.domain ? [['domain', data.labels[`domain/${this.domain}`] || [this.domain, this.domain]]] : [])];
  }
  get in() {
    return Object.fromEntries(FACETS.map((f) => [f, several(columns.nodes[f], this.n)]).filter(([, values]) => values.length));
  }
}

class CloudPassage {
  constructor(n) { this.n = n; }
  get report() { return coded(columns.passages.section, this.n).split('\n')[0]; }
  get section() { return columns.passages.headings[columns.passages.section.of[this.n]]; }
  get start() { return columns.passages.start[this.n]; }
  get end() { return columns.passages.end[this.n]; }
  get sentence() { return columns.passages.first[this.n]; }
  get damage() { return columns.passages.damage[this.n] || ''; }
  get whole() { return columns.passages.sentences[columns.passages.sentence[this.n]]; }
  get at() { return columns.passages.at[this.n]; }
  get last() { return this.at + columns.passages.length[this.n]; }
  get before() { return this.whole.slice(0, this.at); }
  get quote() { return this.whole.slice(this.at, this.last); }
  get after() { return this.whole.slice(this.last); }
}

const unpackCloud = () => {
  const { nodes, lines, passages } = columns, plan = data.plans[0];
  plan.cards = {};
  nodes.iri.forEach((iri, n) => {
    data.nodes[iri] = new CloudThing(n);
    plan.cards[`n${n}`] = { ref: iri, kind: coded(nodes.kind, n), w: 0, faces: {}, n };
  });
  plan.lines = lines.iri.map((tie, n) => {
    const from = `n${lines.from[n]}`, kind = coded(lines.kind, n);
    return { id: `${kind}:${tie.split('/').pop()}:${from}`, tie, kind, basis: coded(lines.shown, n), from, to: `n${lines.to[n]}`, ports: '><', n };
  });
  lines.iri.forEach((tie, n) => {
    data.ties[tie] = { kind: coded(lines.kind, n), basis: coded(lines.basis, n), role: coded(lines.role, n), rule: coded(lines.rule, n), passage: String(lines.passage[n]) };
  });
  passages.start.forEach((_, n) => { data.passages[n] = new CloudPassage(n); });
  data.filters = columns.filters;
  P = null; // its cards and lines are there only now
  usePlan(plan);
};
unpackCloud();
