# Written from the headers of queries/ask by `python -m govkg.functions`; change the headers.
# fmt: off
from collections.abc import Sequence
from pathlib import Path

from govkg.answer import Answer
from govkg.functions import Functions

class Questions(Functions):
    def about(self, of: str | Sequence[str], *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Everything the graph says of a thing.

        关于某一事物，图谱说了什么。任何一种事物：改革、平台、专项行动、文件、单位、荣誉、地方。逐条列出陈述与原话。

        Of a thing of any class: reform, platform, campaign, document, organisation, award, place. Each statement with its words.

        of: thing (事物); name, key or IRI (Thing); required

        Columns: thing, class, type, what, figure, other, relation, value, low, high, bound, unit, direction, period; and the evidence of each row.
        """
    def approximate_figures(self, bound: str | Sequence[str] | None = ("above", "below", "about"), *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which figures are approximate.

        哪些数字是约数。带近、余、以上、约等字样的数字，照录其界。

        Figures with words such as nearly, more than, about; the bound is kept.

        bound: bound (界); code or label of bound, or all; default above below about

        Columns: about, place, kind, outcome, figure, value, low, high, bound, unit, direction, period; and the evidence of each row.
        """
    def awards_by_initiative(self, of: str | Sequence[str] | None = None, by: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Awards by initiative and conferring body.

        各项改革获得的荣誉与授予单位。荣誉、排名与通报表扬，给谁，由谁；没有写明授予单位的留空。

        Awards, rankings and commendations: of what and by whom; empty where the report names no conferring body.

        of: initiative, organisation or place (举措、单位或地方); name, key or IRI (Thing); any
        by: conferring body (授予单位); name, key or IRI (Organisation); any

        Columns: about, award, rank, conferrer; and the evidence of each row.
        """
    def backbone_platforms(self, platform: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which platforms others rest on.

        哪些平台是底座：什么依托于它。依托平台或其组成部分的部分、成果、单位，各附原文；隔着部分的由此推得，并予标明。唯一（only）指除此平台及其部分外，报告没有给它写明别的依托。

        Parts, outcomes and bodies that rest on a platform or on its parts, each with its words; what rests on a part follows and is marked. Only says that the reports give it no base but this platform and its parts.

        platform: platform (平台); name, key or IRI (Platform); any

        Columns: platform, total, counts, resting, way, through, only, place, bases; and the evidence of each row.
        """
    def biggest_reductions(self, change: str | Sequence[str] | None = "relative", *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """The biggest reductions, with the base.

        降幅最大的指标。只在类型、单位与基数相同的变化之间按降幅从大到小排；比较的基数没有写明的，标为基数未说明。

        By size, but only among changes of one kind, in one unit and against one base; where the report states no base, it says so.

        change: type of change (变化的类型); code or label of changeType, or all; default relative

        Columns: about, outcome, figure, value, bound, unit, direction, base, change, period; and the evidence of each row.
        """
    def brokers(self, body: str | Sequence[str] | None = None, role: str | Sequence[str] | None = ("responsible", "cooperates", "issues", "confers"), basis: str | Sequence[str] | None = "named", *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which bodies stand between others.

        哪些单位居间：别的单位只经由它相连。两个单位各与居间单位共有举措，彼此之间却没有；一对一行，附两处原文。对数即行数，可以逐行核对。接收单位与报告主体默认不算，可选入。

        Two bodies each share an initiative with the one between and none with each other: a row a pair, with both quotes. The number of pairs is the number of such pairs, to be checked line by line. Recipients and reporting bodies are left out unless asked for.

        body: body between (居间单位); name, key or IRI (Organisation); any
        role: role (角色); code or label of role, or all; default responsible cooperates issues confers
        basis: basis (依据); code or label of basis, or all; default named

        Columns: broker, pairs, one, first, other, second, quote2, start2, end2, source2, statement2; and the evidence of each row.
        """
    def burden_reduction(self, reform: str | Sequence[str] | None = None, burden: str | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """How far burdens fell: time, materials, steps, trips, by reform.

        办事负担减了多少：时限、材料、环节、跑动。按举措与负担种类列出水平与降幅；压减写在指标名里的照录。

        Levels and reductions by initiative and kind of burden.

        reform: initiative (举措); name, key or IRI (Initiative); any
        burden: text in the kind of burden (负担种类含有的文字); text; any

        Columns: about, place, burden, outcome, figure, value, low, high, bound, unit, direction, base, period; and the evidence of each row.
        """
    def communities_of_reforms(self, role: str | Sequence[str] | None = ("responsible", "cooperates", "issues", "confers"), *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which reforms hang together by shared bodies, platforms and documents.

        哪些改革抱成一团：凭共同的单位、平台、文件。每条联系一行：部分属于整体、同一文件设立的举措、同一单位（文中指明的）参与的举措，各附原文；相连紧密的归为一群，以联系最多者为名。是否真有群组，与保持各自联系数随机重连的图相比后写明。

        A row a tie: a part of a whole, a document that founds several initiatives, a body that the text names on several, each with its words. What is tied closely makes a community, named by its best-tied member. Whether there is any structure is told by comparison with the same ties rewired at random.

        role: role of the body (单位的角色); code or label of role, or all; default responsible cooperates issues confers

        Columns: community, members, one, tie, other, structure; and the evidence of each row.
        """
    def compare_places(self, scheme: str | Sequence[str] | None = None, place: str | Sequence[str] | None = None, year: int | str | Sequence[int | str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """How places carry out one scheme, and what they report of it.

        各地怎样推行同一种做法。同一通行模式（连同其别称）在各地的名称、报告的成果与原话；只提到而未归成果的也列出，仅列入计划的写明。

        The local names of a nation-wide scheme (variants included), the outcomes reported of it, in which words; mentions without an outcome are listed, and plans are called so.

        scheme: scheme (通行模式); code or label of scheme, or all; any
        place: place (地方); name, key or IRI (Place); any
        year: year of the report (报告年份); year; any

        Columns: scheme, place, year, initiative, stage, outcome, figure, value, low, high, bound, unit, direction, basis; and the evidence of each row.
        """
    def contradictions(self, metric: str | None = None, place: str | Sequence[str] | None = None, year: int | str | Sequence[int | str] | None = None, kind: str | Sequence[str] | None = ("result", "target", "baseline"), *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which figures contradict one another.

        哪些数字互相矛盾。同一指标、地方、时期、口径、角色、类别与举措，措辞相同而数值不同，四舍五入与界都解释不了：近8000与7980不矛盾，1.2万与12034不矛盾。同一句中的数值分属各事，不比较；所列各对请先看原文，时期或口径读错也会显得矛盾。

        Same metric in the same words, place, period, scope, role, kind and initiative, and values that neither rounding nor a bound explains: nearly 8,000 and 7,980 agree, and so do 12 thousand and 12,034. Figures of one sentence belong to several things and are not compared. Read the words first: a period or scope that was misread looks like a contradiction too.

        metric: text in the metric (指标含有的文字); text; any
        place: place (地方); name, key or IRI (Place); any
        year: year (年份); year; any
        kind: role (角色); code or label of outcome, or all; default result target baseline

        Columns: place, about, metric, period, scope, kind, figure, value, low, high, bound, unit, direction, other, quote2, start2, end2, sentence2, sentenceStart2, source2, statement2; and the evidence of each row.
        """
    def coverage(self, section: str | None = None, outcome: str | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which sentences were read, and which gave nothing.

        报告哪些句子读出了什么，哪些没有。逐句：读出的陈述数与首次提及的事物数；什么也没有读出的，写明略去的理由或未能读出之处。

        Sentence by sentence: statements read and things first named; where nothing was read, why it was left out or what could not be read.

        section: beginning of the section path (章节的开头); text; any
        outcome: only read, ignored or finding (只看 read、ignored 或 finding); text; any

        Columns: outcome, statements, things, reason; and the evidence of each row.
        """
    def derived_baselines(self, metric: str | None = None, year: int | str | Sequence[int | str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Last year's values, worked out from this year's and the change.

        由今年数值与较上年变化推算的上年数值。只在原文写明较上年时推算；下限、上限为所述数字四舍五入与界所留的余地。推算值不是报告所述，从不与报告所述相混。

        Only where the text says the change is on last year; low and high are what rounding and bounds leave open. A derived value is no report's word and never stands among reported ones.

        metric: text in the metric (指标含有的文字); text; any
        year: year derived (推算的年份); year; any

        Columns: about, metric, year, value, low, high, unit, level, direction, change, quote2, start2, end2, sentence2, sentenceStart2, statement2, derived; and the evidence of each row.
        """
    def diffusion(self, scheme: str | Sequence[str] | None = None, stage: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which place reported a scheme first, and who followed.

        一种做法各地最早见于哪年的报告。每种通行模式（连同其别称）在每个地方最早见于哪一年的报告，附首次提及的原文；仅列入计划的另列，不计早晚。说的是语料中的报告，不是谁最先去做。

        For each scheme (variants included) and place the first report that names it, with the words; plans are listed apart and do not count as the first. It tells who reported it first in this corpus, not who did it first.

        scheme: scheme (通行模式); code or label of scheme, or all; any
        stage: stage (阶段); code or label of stage, or all; any

        Columns: scheme, place, year, after, stage, initiative; and the evidence of each row.
        """
    def documents_and_what_they_govern(self, document: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Documents and what they govern.

        文件及其管什么。文件的印发、修订等经过，印发单位，以及它所设立或规范的举措。

        What happened to each document, who issued it and which initiative it founds or governs.

        document: document (文件); name, key or IRI (Document); any

        Columns: document, relation, thing; and the evidence of each row.
        """
    def evidence_of(self, statement: str, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """The evidence of a statement.

        某条陈述的出处。一条陈述（标识、短标识或网址）的原话、上下文、位置、读取规则与来源。

        The words of a statement (id or address), their context and place, the rule that read it and the source.

        statement: statement (陈述); statement; required

        Columns: type, before, after, rule, status, hash, damage, title, sha256, url; and the evidence of each row.
        """
    def judgements(self, of: str | Sequence[str] | None = None, judgement: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which names a person judged to be one thing, two, or unsure.

        哪些名称经人裁定为同一事物、不同事物或未定。裁定由人作出，不是报告所说；认作同一者共用一个标识，各报告的写法仍在；未定者不合并。引文是报告写该名称之处。

        A person decided, no report says it. What is one thing has one identifier, and each report keeps the name it wrote; what is unsure is not merged. The quote is where the report writes the name.

        of: thing (事物); name, key or IRI (Thing); any
        judgement: judgement (裁定结果); code or label of judgement, or all; any

        Columns: left, judgement, right, by, on, why, thing, written; and the evidence of each row.
        """
    def metric_values(self, metric: str | None = None, place: str | Sequence[str] | None = None, year: int | str | Sequence[int | str] | None = None, kind: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Every value of a metric by place and year.

        某项指标的各个数值。按指标（报告用语或统一指标名，含所给文字即可；或统一指标的代码）、地方、年份列出成果、目标与基数，先按地方、再按时期排列；变化注明基数，各数注明统计方式与口径，不同的不宜并比。

        Results, targets and baselines by metric (the report's wording or the common name, containing the given text, or the metric's code), by place and then by period. A change tells its base, each figure its way of counting and its scope: figures that differ in these are not to be compared.

        metric: text in the metric (指标含有的文字); text; any
        place: place (地方); name, key or IRI (Place); any
        year: year (年份); year; any
        kind: kind (类型); code or label of outcome, or all; any

        Columns: metric, concept, kind, figure, value, low, high, bound, unit, direction, base, flow, scope, period, about, place; and the evidence of each row.
        """
    def milestones_of_initiative(self, initiative: str | Sequence[str] | None = None, event: str | Sequence[str] | None = None, kind: str | Sequence[str] | None = ("milestone", "planned"), *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Milestones of initiatives.

        各项工作的里程碑。启用、印发、升级、试点、推广等；只是计划的另归一类。

        Launched, issued, upgraded, piloted, extended and so on; what is only planned is kept apart.

        initiative: initiative or document (举措或文件); name, key or IRI (Initiative Document); any
        event: event (事件); code or label of event, or all; any
        kind: kind (类型); code or label of outcome, or all; default milestone planned

        Columns: initiative, class, event, kind; and the evidence of each row.
        """
    def named_together(self, of: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which initiatives are named together.

        哪些举措在同一节里被一并提到。两项举措首次提及在同一份报告的同一节，按节数排列；附其中一处两者的原文。同处一节不等于有关联。

        Pairs of initiatives that a report first names in the same section, by number of sections, with the words of both in one of them. To stand in one section is no connection.

        of: initiative (举措); name, key or IRI (Initiative); any

        Columns: one, other, sections, reports, quote2, start2, end2, statement2; and the evidence of each row.
        """
    def not_reported(self, metric: str, year: int | str | Sequence[int | str], place: str | Sequence[str] | None = None, verdict: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which places did not report a metric in a year, and what shows it.

        哪些地方某年没有报告某项指标。报告没有给出数值、有可能提及的文字未能读出、语料中没有该地该年的报告，三者分列；各附所据：该年的报告及读过的句数、未读出的原文，或该地在语料中的报告。

        Told apart: the report of that year gives no figure; a passage that may speak of it could not be read; the corpus has no report of that place and year. Each with what shows it: the report and its sentences read, the words not read, or the reports of the place that there are.

        metric: text in the metric (指标含有的文字); text; required
        year: year (年份); year; required
        place: place (地方); name, key or IRI (Place); any
        verdict: case (情形); code or label of verdict, or all; any

        Columns: place, verdict, report, sentences, finding, reports, first, last; and the evidence of each row.
        """
    def outcomes_by_unit_and_year(self, unit: str | Sequence[str] | None = None, role: str | Sequence[str] | None = "responsible", basis: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Outcomes of the initiatives of each body by year.

        各单位各年举措的成果数。单位在其报告中负责的举措，据该报告带来多少项成果，按报告年份；附其中一项的原文。只数报告所称，不评优劣。

        How many outcomes a report ties to the initiatives that a body answers for in it, by year of the report, with the words of one. It counts what reports say and rates nobody.

        unit: organisation (单位); name, key or IRI (Organisation); any
        role: role (角色); code or label of role, or all; default responsible
        basis: basis (归因方式); code or label of basis, or all; any

        Columns: organisation, year, initiatives, outcomes; and the evidence of each row.
        """
    def outcomes_of_reform(self, reform: str | Sequence[str], level: str | Sequence[str] | None = None, kind: str | Sequence[str] | None = ("result", "milestone", "recognition"), basis: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which outcomes a reform is reported to have produced.

        某项改革据报告带来了哪些成果。成果、归因强弱与原话；经由（via）一栏为其组成部分所得的成果。

        Outcomes, how strongly the report ties them to the reform, and in which words; via names the part through which an outcome is contributed.

        reform: reform, platform or campaign (改革、平台或专项行动); name, key or IRI (Initiative); required
        level: result level (结果层级); code or label of level, or all; any
        kind: kind of outcome (成果类型); code or label of outcome, or all; default result milestone recognition
        basis: basis (归因方式); code or label of basis, or all; any

        Columns: initiative, class, via, kind, outcome, figure, value, low, high, bound, unit, direction, period, basis, level; and the evidence of each row.
        """
    def outcomes_without_reform(self, level: str | Sequence[str] | None = None, kind: str | Sequence[str] | None = ("result", "recognition"), *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which outcomes the report ties to no reform.

        哪些成果没有写明出自哪项改革。报告写出、却未归于任何举措的结果与荣誉。

        Results and recognitions that the report states and ties to no initiative.

        level: result level (结果层级); code or label of level, or all; any
        kind: kind of outcome (成果类型); code or label of outcome, or all; default result recognition

        Columns: about, kind, outcome, figure, value, low, high, bound, unit, direction, period, level; and the evidence of each row.
        """
    def parts_of_parts(self, whole: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Wholes and their parts through every step.

        整体与各级组成部分。经任意多步属于某一整体的部分；直接的由报告写明，隔了一步以上的由此推得，并予标明。下一级（next）为该部分直接所属。

        What belongs to a whole through any number of steps. The direct parts are what a report says, the others follow and are marked. Next is what the part directly belongs to.

        whole: whole (整体); name, key or IRI (Initiative); any

        Columns: whole, part, next; and the evidence of each row.
        """
    def path_between(self, from_: str | Sequence[str], to: str | Sequence[str], *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """How two things are connected, with the evidence of every step.

        两个事物之间经由什么相连。至多三步；每一步都有一条陈述与原话。只因同一报告主体而相连的不算。

        Three steps at most, each a statement with its words. Being reported by the same body is no connection.

        from_: from (从); name, key or IRI (Thing); required
        to: to (到); name, key or IRI (Thing); required

        Columns: from, first, second, to, steps, quote2, quote3, start2, end2, source2, start3, end3, source3, statement2, statement3; and the evidence of each row.
        """
    def phrase_first(self, phrase: str, place: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which report used a formula first, and who followed.

        一种提法最早见于哪里的报告。含有某一提法（原词）的每份报告，按所涉年度先后，附有几句及第一句。查的是报告的每一句（计划部分也在内），没有读出陈述的句子也在内；说的是所收录的报告，不是谁最先提出。

        Each report that has exactly these words, by the year that it covers, with how many sentences have them and the first of these. All sentences of the reports are searched, those of plans too and those of which no statement was read. It tells of the reports in this corpus, not who coined the words.

        phrase: formula (exact words) (提法（原词）); text; required
        place: place (地方); name, key or IRI (Place); any

        Columns: year, place, sentences, dated, report; and the evidence of each row.
        """
    def platform_coverage(self, platform: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """How many units, applications and services a platform reaches.

        平台覆盖了多少单位、应用与服务。归于平台的数量：上云应用、覆盖单位、上线事项等，附归因方式。

        Counts tied to a platform: applications, units reached, services online, with how the report ties them.

        platform: platform (平台); name, key or IRI (Platform); any

        Columns: platform, outcome, figure, value, low, high, bound, unit, direction, period, basis; and the evidence of each row.
        """
    def platforms_and_parts(self, platform: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Platforms and their parts.

        平台与其组成部分。整体与部分（城市大脑的场景、湖北政务网的专区），各附原文；没有写明部分的平台也列出。

        Wholes and parts, each with its words; platforms for which no part is named are listed too.

        platform: platform (平台); name, key or IRI (Initiative); any

        Columns: whole, part, class; and the evidence of each row.
        """
    def reforms_and_outcomes(self, level: str | Sequence[str] | None = ("output", "outcome", "impact", "unsure", "none"), domain: str | Sequence[str] | None = "policy", kind: str | Sequence[str] | None = ("result", "milestone", "recognition"), basis: str | Sequence[str] | None = None, year: int | str | Sequence[int | str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which reforms are reported to have produced which outcomes.

        哪些改革据报告带来了哪些成果。全表：举措、成果、归因方式（报告称为句中明说，同条列出为同一条目内并列）与原文。默认只列政策业务的产出、成效与影响，层级存疑的也列出。

        The whole table: initiative, outcome, how the report ties them (said so, or only listed under the same item) and the words. By default outputs, outcomes and impacts of policy work, and those whose level is unsure.

        level: result level (结果层级); code or label of level, or all; default output outcome impact unsure none
        domain: policy domain (政策业务或内部管理); code or label of domain, or all; default policy
        kind: kind of outcome (成果类型); code or label of outcome, or all; default result milestone recognition
        basis: basis (归因方式); code or label of basis, or all; any
        year: year (年份); year; any

        Columns: initiative, class, kind, outcome, figure, value, low, high, bound, unit, direction, period, basis, level, domain; and the evidence of each row.
        """
    def reforms_of_unit(self, unit: str | Sequence[str], role: str | Sequence[str] | None = None, basis: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which initiatives a body answers for or takes part in.

        某单位负责或参与了哪些改革。举措、角色与依据（点名，或为报告主体）。

        Initiatives with role and basis (named, or the reporting body).

        unit: organisation (单位); name, key or IRI (Organisation); required
        role: role (角色); code or label of role, or all; any
        basis: basis (依据); code or label of basis, or all; any

        Columns: organisation, initiative, class, role, basis; and the evidence of each row.
        """
    def reforms_over_successions(self, unit: str | Sequence[str], role: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """What a body, its predecessors and its successors answer for or take part in.

        某单位连同其前身与后续机构负责或参与了哪些改革。按机构表的承接关系连接；前身只算到其变动之时，后续只从其变动之时算起，以报告回顾的时期为准。承接取自所列文件，不是报告所说；前身与后续是不同的机构。

        Bodies are joined by the successions in the table. A predecessor counts only up to its change and a successor only from it, by the period that the report looks back on. The succession is from a decision, not from a report, and the bodies stay distinct.

        unit: organisation (单位); name, key or IRI (Organisation); required
        role: role (角色); code or label of role, or all; any

        Columns: organisation, relation, effective, covers, initiative, class, role, basis; and the evidence of each row.
        """
    def reforms_without_outcome(self, domain: str | Sequence[str] | None = "policy", kind: str | Sequence[str] | None = ("result", "milestone", "recognition"), *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which reforms the report names without an outcome.

        哪些改革报告未提及成果。报告提到、却没有任何归于它的结果、里程碑或荣誉的举措，附首次提及的原文。

        Initiatives that the report mentions and ties to no result, milestone or recognition, with the words of the mention.

        domain: policy domain (政策业务或内部管理); code or label of domain, or all; default policy
        kind: kinds that count as an outcome (算作成果的类型); code or label of outcome, or all; default result milestone recognition

        Columns: initiative, class, domain; and the evidence of each row.
        """
    def reviews(self, decision: str | Sequence[str] | None = None, by: str | None = None, source: str | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which statements a person reviewed: who decided what, when and why.

        哪些陈述经人审核，由谁、何时、为何决定。审核由人作出，不是报告所说。采纳、更正、驳回、未定或补录；更正的另列规则原先所读与改作何值。两人决定不同的，陈述仍为所读，状态为待审。只列现行的决定，已关闭的不列。

        A person decided, no report says it: accepted, corrected, rejected, unsure or added. Of a correction stands what the rule had read and what is said instead. Where two people differ the statement stays as it was read, its review still open. Decisions that were closed are not listed.

        decision: decision (决定); code or label of decision, or all; any
        by: text in the reviewer's name (审核人姓名含有的文字); text; any
        source: source (来源); text; any

        Columns: decision, by, on, why, read, instead, status, about, review; and the evidence of each row.
        """
    def savings(self, initiative: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """How much money was saved.

        省下了多少钱。以钱计的节约、减免与降本；各数不得相加，除非报告自己相加。

        Money saved, waived or cut; figures are not added up unless the report does.

        initiative: initiative (举措); name, key or IRI (Initiative); any

        Columns: initiative, place, outcome, figure, value, low, high, bound, unit, direction, period, basis; and the evidence of each row.
        """
    def shortcomings(self, about: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Shortcomings that the report admits.

        报告承认的不足。报告自己说到的问题与差距，照录原话。

        Problems and gaps that the report itself names, in its own words.

        about: about (关于); name, key or IRI (Thing); any

        Columns: about; and the evidence of each row.
        """
    def successors_of_units(self, unit: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """What the units of a report were before and became later.

        报告中的单位前身与后续是什么。机构改革：按全称与机构表对应；变动、时间与依据取自所列文件，不是报告所说；引文是报告提到该单位之处。

        Reorganisations, matched by full name with the table of bodies; the change, its date and its ground are from the decision named, not from the report; the quote is where the report names the unit.

        unit: unit (单位); name, key or IRI (Organisation); any

        Columns: unit, relation, body, change, effective, ground; and the evidence of each row.
        """
    def targets_and_results(self, place: str | Sequence[str] | None = None, year: int | str | Sequence[int | str] | None = None, verdict: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Targets and results: met, missed, partly, redefined, not reported, unratable.

        目标达到了没有。报告所定的目标，对照同一地方覆盖目标到期年份的报告所写的结果：事物、指标措辞、口径、时期、类别、基数、单位都相同才评定。以上、以内、左右按其方向，约数、四舍五入或多个结果使高低未定的，无法评定；左右所指，只有好于或等于所写数值才算达到，差出一半以上才算未达到。分口径的结果有的达到、有的没有，为部分达到；只以别的单位、类别、口径或时期报告的，为另行界定。报告未给出数值、有文字未读出、语料中没有该年的报告，各不相同。

        A target against the results that reports covering its due year give for the same place: rated only where thing, words of the metric, scope, period, kind, base and unit agree, and only where bounds, rounding and several results leave no doubt; what is wanted “about” is met by that value or a better one, and missed only by more than half. Results by scope of which some reach it: partly. Given only in another unit, kind, scope or period: redefined. A report that does not say, a passage not read and no report at all are told apart.

        place: place (地方); name, key or IRI (Place); any
        year: year in which the target is due (到期年份); year; any
        verdict: verdict (评定); code or label of verdict, or all; any

        Columns: place, about, metric, year, figure, value, low, high, bound, unit, direction, result, scope, verdict, report, sentences, quote2, start2, end2, sentence2, sentenceStart2, source2, statement2; and the evidence of each row.
        """
    def top_metrics(self, place: str | Sequence[str] | None = None, year: int | str | Sequence[int | str] | None = None, kind: str | Sequence[str] | None = "result", *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which metrics reports give most often.

        报告最常给出哪些指标。各统一指标的数字个数、见于几份报告、几个地方；附其中一个数字的原文。指标存疑的数字不计。

        How many figures of each common metric there are, in how many reports and places, with the words of one of them. Figures whose metric is unsure are not counted.

        place: place (地方); name, key or IRI (Place); any
        year: year (年份); year; any
        kind: kind (类型); code or label of outcome, or all; default result

        Columns: metric, figures, reports, places; and the evidence of each row.
        """
    def unit_network(self, member: str | Sequence[str] | None = None, role: str | Sequence[str] | None = ("responsible", "cooperates", "issues", "confers"), basis: str | Sequence[str] | None = "named", *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Who works with whom on what.

        谁与谁在哪项工作上协同。同一报告在同一举措上指明的两个单位，各附原文；次数为两者共同参与的举措数。接收单位另计，报告主体不算协同，均可选入；计划中的另标。

        Two bodies that one report names on the same initiative, with the words of both; together counts the initiatives they share. Recipients are kept apart and a reporting body is no partner (both can be asked for); what is only planned is marked.

        member: organisation (单位); name, key or IRI (Organisation); any
        role: role of the other (对方的角色); code or label of role, or all; default responsible cooperates issues confers
        basis: basis (依据); code or label of basis, or all; default named

        Columns: organisation, ownRole, other, role, initiative, together, planned, quote2, start2, end2, statement2; and the evidence of each row.
        """
    def units_of_reform(self, reform: str | Sequence[str], role: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Who answers for an initiative, and who works with whom on it.

        某项改革由谁负责、与谁协同。责任、协同、接收、印发单位，及其依据；正文未另指明时为报告主体。经由（via）为印发单位所发的文件。

        Responsible, cooperating, receiving and issuing bodies with the basis; where the text names none, the reporting body. Via names the document a body issued.

        reform: initiative or document (举措或文件); name, key or IRI (Initiative Document); required
        role: role (角色); code or label of role, or all; any

        Columns: initiative, organisation, role, basis, via; and the evidence of each row.
        """
    def what_changed(self, before: str | Path, change: str | Sequence[str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """What changed between two releases.

        两次发布之间有何改动。与较早的一次发布（其文件夹、工作区或 govkg.trig）相比，新增、删去与改动的陈述和事物，各附原文；事物只计新增与删去。

        Statements and things added, removed or changed since an earlier release (its folder, its workspace or its govkg.trig), each with its words; of things only what came and went.

        before: earlier release (较早的发布); release; required
        change: change (改动); code or label of revision, or all; any

        Columns: change, type, what, about, figure, field, was, now; and the evidence of each row.
        """
    def words_in_text(self, words: str | None = None, pattern: str | None = None, source: str | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """Which statements stand in a sentence with certain words.

        哪些陈述的原句含有某些字。在陈述所在的原句里查文字（不分大小写），或按正则式查；逐条列出陈述与原话。

        Looks for words (whatever their case) or a regular expression in the sentences of the statements; each statement with its words.

        words: words (文字); text; any
        pattern: regular expression (正则式); pattern; any
        source: source (来源); text; any

        Columns: type; and the evidence of each row.
        """
    def year_on_year(self, metric: str | Sequence[str] | None = None, place: str | Sequence[str] | None = None, year: int | str | Sequence[int | str] | None = None, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None) -> Answer:
        """The same metric year on year.

        同一指标与上年相比。同一事物、同一指标、同一单位与口径，相连两年的报告数字相减；只比写明是整年、没有约数字样的水平值，部分只与部分相比，两数各附原文。名称写法不同或两数均为累计时，写明须注意什么。报告自己说的升降见 biggest-reductions。

        Figures of one thing, metric, unit and scope in two years that follow one another, and their difference. Only levels of whole years without words of about are compared, parts only with parts; each with its words. Where the names differ or both are running totals, what to mind is said. For changes that a report states itself see biggest-reductions.

        metric: metric (指标); code or label of metric, or all; any
        place: place (地方); name, key or IRI (Place); any
        year: year (年份); year; any

        Columns: metric, place, about, scope, year, figure, value, unit, earlier, previous, change, verdict, condition, quote2, start2, end2, source2, statement2; and the evidence of each row.
        """
