// How the coder's own terms read: the rules that give values, and what its scorers look at. [English, Arabic]

type Pair = readonly [string, string];
export type Glossary = { readonly [term: string]: Pair };

/** How an actor's words name it. */
const ACTOR: Glossary = {
  name: ["by its name", "باسمه"],
  adjective: ["by an adjective of its name", "بصفة من اسمه"],
  generic: ["by a general word for such forces", "بكلمة عامة عن مثل هذه القوات"],
  reference: ["by words that refer to an actor named before", "بكلمات تحيل إلى طرف سبق ذكره"],
  person: ["by a word for people", "بكلمة عن أناس"],
  unit: ["by a word for a unit", "بكلمة عن وحدة أو تشكيل"],
  member: ["by a word for its members", "بكلمة عن عناصره"],
  office: ["by an office", "بمنصب"],
  leader: ["by its leader", "بقائده"],
  property: ["by what belongs to it", "بما يملكه"],
  own: ["as a soldier or policeman of the country", "بوصفه من جيش البلد أو شرطته"],
  capital: ["by a capital that stands for its government", "بعاصمة تعني حكومتها"],
};

/** How a number of people is told. */
const TOLL: Glossary = {
  number: ["a number with what befell them", "عدد مع ما أصابهم"],
  several: ["an indefinite number (dozens, several)", "عدد غير محدد (عشرات، عدة)"],
  dual: ["the dual", "صيغة المثنى"],
  either: ["the dual or a plural", "مثنى أو جمع"],
  single: ["one person", "شخص واحد"],
  plural: ["a plural without a number", "جمع بلا عدد"],
  ordinal: ["an ordinal", "عدد ترتيبي"],
  sum: ["a sum", "مجموع"],
  added: ["numbers added up", "أعداد جُمعت"],
  pronoun: ["a pronoun", "ضمير"],
  name: ["a person's name", "اسم شخص"],
  none: ["it is said that there were none", "قيل إنه لا أحد"],
  subject: ["one person as the subject of the verb", "شخص واحد هو فاعل الفعل أو نائبه"],
  owndual: ["the dual in the word itself", "المثنى في الكلمة نفسها"],
  ownsingle: ["the singular in the word itself", "المفرد في الكلمة نفسها"],
};

/** How a source is named. */
const SOURCE: Glossary = {
  verb: ["as who says it (said, announced)", "قائل الخبر (قال، أعلن)"],
  prep: ["after “according to”", "بعد «بحسب» ونحوها"],
  title: ["in the headline", "في العنوان"],
  topic: ["at the head of the sentence", "في صدر الجملة"],
  named: ["named beside the words", "مذكور بجانب الكلام"],
  colon: ["before a colon", "قبل النقطتين"],
  line: ["in a line of its own", "في سطر مستقل"],
};

/** How a day is told. */
const DATE: Glossary = {
  absolute: ["a date", "تاريخ صريح"],
  relative: ["by the day of publication (yesterday)", "نسبة إلى يوم النشر (أمس)"],
  weekday: ["a day of the week", "يوم من الأسبوع"],
  span: ["a span of days", "مدة من الأيام"],
  same_day: ["the day of another act", "يوم فعل آخر"],
};

export const RULES: { readonly [group: string]: Glossary } = { initiators: ACTOR, supporters: ACTOR, targets: ACTOR, toll: TOLL, source: SOURCE, date: DATE };

/** What scorers look at, by the names of their columns. */
export const COLUMNS: Glossary = {
  type: ["type", "النوع"], type2: ["second type of the word", "النوع الثاني للكلمة"], own: ["first type of the word", "النوع الأول للكلمة"], other: ["other type", "نوع آخر"],
  also: ["a further reading", "قراءة إضافية"], lemma: ["word of the act", "كلمة الفعل"], rule: ["codebook group", "مجموعة في الدليل"], rule2: ["second codebook group", "المجموعة الثانية في الدليل"],
  form: ["form of the word", "صيغة الكلمة"], tense: ["tense", "الزمن"], voice: ["voice", "المعلوم والمجهول"], fw: ["form, tense, voice", "الصيغة والزمن والبناء"], definite: ["definite", "معرفة"],
  number: ["number", "الإفراد والجمع"], prefix: ["prefix", "سابقة"], suffix: ["attached pronoun", "ضمير متصل"], weak: ["a weak word", "كلمة ضعيفة"], outcome: ["tells an outcome", "يروي نتيجة"],
  cond: ["holds on a condition", "مشروط بكلمات أخرى"], uncond: ["another reading has its condition", "لقراءة أخرى شرطها"], status: ["status", "الحالة"], kind: ["kind", "الصنف"], pos: ["place in the sentence", "الموضع في الجملة"],
  short: ["short text", "نص قصير"], long: ["several words", "عدة كلمات"], n: ["how many", "العدد"], any: ["some in the sentence", "يوجد في الجملة"], armed: ["armed actors", "أطراف مسلحة"], near: ["distance to an armed actor", "البعد عن طرف مسلح"],
  actors: ["actors in the sentence", "أطراف في الجملة"], place: ["place", "مكان"], time: ["time", "زمن"], toll: ["toll", "حصيلة"], owntoll: ["counts people itself", "يعدّ الناس بنفسه"], tolls: ["tolls of the clause", "حصائل العبارة"],
  tollclause: ["tolls of the clause", "حصائل العبارة"], clause: ["places, times, actors of the clause", "أماكن العبارة وأزمنتها وأطرافها"], who: ["actor, place, time, toll there", "وجود طرف ومكان وزمن وحصيلة"],
  strong: ["a strong word beside it", "كلمة قوية بجانبه"], doc: ["the report tells such acts", "التقرير يروي أفعالًا كهذه"], before: ["before it", "قبله"], before2: ["two before it", "قبله بكلمتين"], after: ["after it", "بعده"], after2: ["two after it", "بعده بكلمتين"],
  w1: ["word before", "الكلمة قبله"], w2: ["second word before", "الكلمة الثانية قبله"], v1: ["word after", "الكلمة بعده"], v2: ["second word after", "الكلمة الثانية بعده"], v3: ["third word after", "الكلمة الثالثة بعده"],
  wb: ["word before", "الكلمة قبله"], wb2: ["second word before", "الكلمة الثانية قبله"], wa: ["word after", "الكلمة بعده"], wa2: ["second word after", "الكلمة الثانية بعده"],
  and: ["joined by “and”", "معطوف بالواو"], earlier: ["told earlier", "رُوي من قبل"], governed: ["depends on", "يتعلق بـ"], agent: ["a doer phrase follows", "تليه عبارة الفاعل (من قبل)"],
  ptype: ["type of the act before", "نوع الفعل السابق"], pform: ["form of the act before", "صيغة الفعل السابق"], pgap: ["distance to the act before", "البعد عن الفعل السابق"], pres: ["a result after the act before", "نتيجة بعد الفعل السابق"],
  ntype: ["type of the act after", "نوع الفعل اللاحق"], nform: ["form of the act after", "صيغة الفعل اللاحق"], ngap: ["distance to the act after", "البعد عن الفعل اللاحق"], nres: ["a result before the act after", "نتيجة قبل الفعل اللاحق"],
  side: ["side of the act", "جهته من الفعل"], d: ["words between", "كلمات بينهما"], c: ["commas between", "فواصل بينهما"], t: ["acts between", "أفعال بينهما"], comp: ["“that” between", "«أن» بينهما"], s: ["sentences away", "البعد بالجمل"],
  par: ["same paragraph", "الفقرة نفسها"], from: ["stands in", "موضعه"], in: ["the act stands in", "موضع الفعل"], rank: ["how near among its like", "ترتيبه بين أمثاله"], inclause: ["in the act's clause", "في عبارة الفعل"], gov: ["the act it stands nearest to", "الفعل الأقرب إليه"],
  prec: ["precision", "الدقة"], future: ["in the future", "في المستقبل"], futuretime: ["a future time in the sentence", "زمن مستقبل في الجملة"], recalled: ["recalls the past", "يستعيد ماضيًا"], plan: ["tells a plan", "يروي خطة"], opens: ["opens the sentence", "يفتتح الجملة"],
  frame: ["pattern of the act", "قالب الفعل"], prep: ["preposition", "حرف الجر"], evident: ["surely a place", "مكان بيّن"], cont: ["lies in another place named", "داخل مكان آخر مذكور"], of: ["within", "ضمن"], inner: ["holds another place named", "يضم مكانًا آخر مذكورًا"],
  known: ["in the gazetteer", "في معجم الأماكن"], head: ["head word", "الكلمة الرأس"], plain: ["named plainly", "مذكور باسمه وحده"], common: ["an everyday word", "كلمة شائعة"], inactor: ["inside an actor's name", "داخل اسم طرف"], insource: ["inside a source", "داخل اسم مصدر"],
  coord: ["joined to the one before", "معطوف على ما قبله"], only: ["the only one", "وحيد"], ref: ["refers to a place named before", "يحيل إلى مكان سبق ذكره"], how: ["how it is named", "كيف ذُكر"], tail: ["what follows the name", "ما يلي الاسم"], lastof: ["last of the report", "الأخير في التقرير"],
  latest: ["the last before the act", "الأخير قبل الفعل"], joined: ["joined to the sentence before", "موصول بما قبله"], subject: ["a subject follows the verb", "يلي الفعلَ فاعلٌ"], mk: ["how it is named", "كيف ذُكر"], ak: ["kind of actor", "صنف الطرف"], group: ["group of actors", "فئة الطرف"],
  id: ["actor", "الطرف"], often: ["how often it is named", "مرات ذكره"], topic: ["first of the sentence", "أول الجملة"], speaker: ["speaks", "متكلم"], mnum: ["number", "الإفراد والجمع"], suspected: ["suspected", "مشتبه به"], counted: ["counted", "معدود"],
  slot: ["place in the clause", "موضعه في العبارة"], role: ["role by the pattern", "دوره بحسب القالب"], first: ["first after the act", "الأول بعد الفعل"], continued: ["goes on with a speaker", "متابعة لكلام سابق"], style: ["how it is said", "كيف قيل"], effect: ["what saying it means", "معنى فعل القول"],
  end: ["at the end", "في الآخر"], isactor: ["an actor of the codebook", "طرف من الدليل"], said: ["reporting word", "كلمة القول"], issuer: ["who issued the report", "مُصدر التقرير"], last: ["in the last sentence", "في آخر جملة"], gap: ["distance", "البعد"], later: ["another source between", "مصدر آخر بينهما"], told: ["what is told of them", "ما رُوي عنهم"],
  size: ["how large", "مقدار العدد"], rival: ["what a nearer word tells", "ما ترويه كلمة أقرب"], rivals: ["nearer acts", "أفعال أقرب"], part: ["part of a whole", "جزء من كل"], parts: ["parts", "أجزاء"], best: ["the longest reading", "أطول قراءة"], field: ["field", "الحقل"],
  result: ["a result word between", "كلمة نتيجة بينهما"], left: ["stands before the act", "قبل الفعل"], nearer: ["nearer acts", "أفعال أقرب"], sources: ["sources between", "مصادر بينهما"],
  sure: ["sureness of the act", "اليقين من الفعل"], act: ["surest of its words", "أوثق كلماته"], report: ["sureness of the report's acts", "اليقين من أفعال التقرير"], acts: ["words that tell it", "عدد ما يرويه"], alike: ["records of its type", "سجلات من نوعه"], beside: ["records of its sentence", "سجلات في جملته"],
  initiators: ["initiators", "فاعلون"], targets: ["targets", "مستهدفون"], places: ["places", "أماكن"], dated: ["has a day", "له تاريخ"], source: ["source", "مصدر"], nobody: ["names nobody", "لا يسمي أحدًا"], nothing: ["nothing told but the act", "لا شيء سوى الفعل"], count: ["sureness of the toll", "اليقين من الحصيلة"],
  fw1: ["what the word before is about", "معنى الكلمة قبله"], fv1: ["what the word after is about", "معنى الكلمة بعده"], fv2: ["what the second word after is about", "معنى الكلمة الثانية بعده"],
  fwb: ["what the word before is about", "معنى الكلمة قبله"], fwb2: ["what the second word before is about", "معنى الكلمة الثانية قبله"], fwa: ["what the word after is about", "معنى الكلمة بعده"], fsaid: ["what the reporting word is about", "معنى كلمة القول"],
  none: ["where none are told", "حيث قيل إنه لا أحد"], parted: ["headings over the two", "العنوانان فوقهما"], far: ["sentences between", "جمل بينهما"],
  twin: ["what a like record shares", "ما يشاركه فيه سجل مثله"], twinof: ["which of the two is surer", "أيهما أوثق"],
  context: ["the words around", "الكلمات من حوله"], contextmatter: ["all words of the report", "كلمات التقرير كلها"], contextbest: ["the words around its surest mention", "الكلمات حول أوثق ذكر له"],
  contextahead: ["ahead of the act's other choices by the words around", "تقدمه على خيارات الفعل الأخرى بحسب الكلمات من حوله"], contextrival: ["another act claims it by the words around", "فعل آخر يطالب به بحسب الكلمات من حوله"],
  claim: ["at first sight", "للوهلة الأولى"], tellings: ["how often told", "عدد مرات ذكره"], again: ["told elsewhere for the act", "ذكر آخر له مع الفعل"],
  ahead: ["ahead of the act's other choices", "تقدمه على خيارات الفعل الأخرى"], runnerup: ["the act's next choice", "الخيار التالي للفعل"],
  order: ["its place among the choices", "ترتيبه بين الخيارات"], contested: ["another act claims it", "فعل آخر يطالب به"],
  bykin: ["claimed by an act of the type", "يطالب به فعل من النوع نفسه"], bynearer: ["claimed by a nearer act", "يطالب به فعل أقرب"],
  inanyrole: ["claimed in any role", "يُطالَب به في أي دور"], otherrole: ["fits another role", "يصلح لدور آخر"], sametype: ["another act of the type has it", "لفعل آخر من النوع نفسه"],
  away: ["sentence before or after", "جملة قبل أو بعد"], crowd: ["acts in the sentence", "أفعال الجملة"], through: ["acts between", "أفعال بينهما"],
  choices: ["choices of the act", "خيارات الفعل"], telling: ["how sure the act is", "درجة الثقة بالفعل"], contestedby: ["type of the act that claims it", "نوع الفعل الذي يطالب به"],
  weighed: ["at first sight", "للوهلة الأولى"], surest: ["its surest telling", "أوثق ذكر له"], initiator: ["surest initiator", "أوثق فاعل"],
  records: ["records of the report", "سجلات التقرير"], likes: ["records of the type", "سجلات النوع"], besides: ["records of the sentence", "سجلات الجملة"], line: ["sentence", "الجملة"],
  lines: ["sentences of the report", "جمل التقرير"],
  opening: ["at first sight", "للوهلة الأولى"], inline: ["another word of the sentence", "كلمة أخرى في الجملة"], kindred: ["another word of the type in the sentence", "كلمة أخرى من النوع في الجملة"],
  earlierkin: ["a word of the type before", "كلمة من النوع قبلها"], laterkin: ["a word of the type after", "كلمة من النوع بعدها"], titled: ["the headline tells an act", "العنوان يروي فعلًا"],
  leftward: ["the word of an act before it", "كلمة فعل قبلها"], rightward: ["the word of an act after it", "كلمة فعل بعدها"], overall: ["the report tells acts", "التقرير يروي أفعالًا"], opened: ["likely acts of the report", "أفعال مرجّحة في التقرير"],
  openings: ["words of acts in the sentence", "كلمات أفعال في الجملة"], allopenings: ["words of acts in the report", "كلمات أفعال في التقرير"], depth: ["how far down the report", "موضعها من طول التقرير"],
  typed: ["the type at first sight", "النوع للوهلة الأولى"], othertyped: ["the next likely type", "النوع التالي في الترجيح"], margin: ["ahead of the next type", "تقدمه على النوع التالي"], instead: ["the next likely type", "النوع التالي في الترجيح"],
  readings: ["readings of the word", "قراءات الكلمة"], initiatorgroup: ["group of the initiator", "فئة الفاعل"], targetgroup: ["group of the target", "فئة المستهدف"], initiatorid: ["the initiator", "الفاعل"], targetid: ["the target", "المستهدف"],
  targetkind: ["how the target is named", "كيف سُمّي المستهدف"], ranked: ["a person of rank or office near", "صاحب رتبة أو منصب في الجوار"],
  listbefore: ["the one before it in the list", "ما قبله في القائمة"], listafter: ["the one after it in the list", "ما بعده في القائمة"],
  actbefore: ["the act before it claims it", "يطالب به الفعل السابق"], actafter: ["the act after it claims it", "يطالب به الفعل اللاحق"], agree: ["gender and number of verb and noun", "جنس الفعل والاسم وعددهما"],
  matter: ["words of the report tell of acts", "كلمات التقرير تروي أفعالًا"], matterhere: ["words of the sentence tell of acts", "كلمات الجملة تروي أفعالًا"], nextrecord: ["the report's surest other record", "أوثق سجل آخر في التقرير"], length: ["length of the report", "طول التقرير"],
  target: ["surest target", "أوثق مستهدف"], weapons: ["weapons in the sentence", "أسلحة في الجملة"], goods: ["goods in the sentence", "مضبوطات في الجملة"], date: ["the date", "التاريخ"],
};

/** Values of those columns. */
export const VALUES: Glossary = {
  True: ["yes", "نعم"], False: ["no", "لا"], "^": ["start", "البداية"], $: ["end", "النهاية"], R: ["after it", "بعده"], L: ["before it", "قبله"], away: ["in another sentence", "في جملة أخرى"], none: ["none", "لا شيء"],
  R1: ["first after the act", "الأول بعد الفعل"], R2: ["second after the act", "الثاني بعد الفعل"], Ltop: ["before the act, as topic", "قبل الفعل مبتدأً"], L2: ["before the act", "قبل الفعل"], Ragent: ["doer phrase after the act", "عبارة الفاعل بعد الفعل"],
  body: ["text", "المتن"], title: ["headline", "العنوان"], heading: ["heading", "عنوان فرعي"], caption: ["caption", "تعليق صورة"], lead: ["opening", "المقدمة"], quote: ["quotation", "اقتباس"],
  verb: ["verb", "فعل"], masdar: ["verbal noun", "مصدر"], noun: ["noun", "اسم"], participle: ["participle", "اسم فاعل أو مفعول"], phrase: ["phrase", "عبارة"], past: ["past", "ماضٍ"], present: ["present", "مضارع"], active: ["active", "معلوم"], passive: ["passive", "مجهول"],
  either: ["active or passive", "معلوم أو مجهول"], "active?": ["perhaps active", "معلوم على الأرجح"], "passive?": ["perhaps passive", "مجهول على الأرجح"], open: ["open", "غير محسوم"], singular: ["singular", "مفرد"], dual: ["dual", "مثنى"], plural: ["plural", "جمع"],
  armed: ["armed", "مسلحون"], refugees: ["refugees", "لاجئون"], detainees: ["detainees", "محتجزون"], protesters: ["protesters", "متظاهرون"], actor: ["actor", "طرف"], weapon: ["weapon", "سلاح"], goods: ["goods", "مواد"], people: ["people", "أناس"], word: ["a word", "كلمة"], mark: ["a mark", "علامة"],
  reporting: ["a reporting word", "كلمة قول"], trigger: ["another act", "فعل آخر"], has: ["the report tells", "التقرير يروي"], agent: ["doer phrase", "عبارة الفاعل"], object: ["object", "مفعول"], own: ["the act itself", "الفعل نفسه"], same: ["same", "واحد"],
  settlement: ["settlement", "تجمّع سكني"], site: ["site", "موقع"], district: ["district", "منطقة"], governorate: ["governorate", "محافظة"], country: ["country", "بلد"], unknown: ["unknown", "غير معروف"], day: ["day", "يوم"], week: ["week", "أسبوع"], month: ["month", "شهر"], year: ["year", "سنة"],
  no: ["none", "لا شيء"], one: ["one", "واحد"], two: ["two", "اثنان"], capital: ["a capital", "عاصمة"],
  strike: ["strike", "ضرب"], fight: ["fight", "قتال"], seize: ["seize", "استيلاء"], capture: ["capture", "أسر"], kill: ["kill", "قتل"], blast: ["blast", "تفجير"], move: ["move", "تحرك"], join: ["join", "اجتماع طرفين"], suffer: ["suffer", "تعرّض"], free: ["free", "إطلاق"],
  find: ["find", "عثور"], warn: ["warn", "تحذير"], crowd: ["crowd", "تجمّع"], send: ["send", "إرسال"], down: ["bring down", "إسقاط"], judge: ["judge", "حكم"], stage: ["stage", "تنفيذ"],
  aircraft: ["aircraft", "طائرات"], artillery: ["artillery", "مدفعية"], mortar: ["mortar", "هاون"], tank: ["tank", "دبابة"], rocket: ["rocket", "قذائف صاروخية"], missile: ["missile", "صاروخ"], explosive: ["explosive", "متفجرات"], grenade: ["grenade", "قنبلة يدوية"], mine: ["mine", "لغم"],
  small_arms: ["small arms", "أسلحة خفيفة"], chemical: ["chemical", "كيميائي"], suicide: ["suicide", "انتحاري"], tear_gas: ["tear gas", "غاز مسيل للدموع"], drone: ["drone", "مسيّرة"], knife: ["blade", "سلاح أبيض"],
  before0: ["the act before", "الفعل السابق"], before1: ["the second act before", "الفعل الثاني قبله"], after: ["the act after", "الفعل اللاحق"], container: ["holds another place", "يضم مكانًا آخر"], in: ["between", "بين"], prep: ["a preposition", "حرف جر"], line: ["a line of its own", "سطر مستقل"],
  colon: ["a colon", "نقطتان"], topic: ["head of the sentence", "صدر الجملة"], named: ["named", "مسمّى"], surer: ["the surer one", "الأوثق"], earlier: ["the earlier one", "الأسبق"], later: ["the later one", "اللاحق"], re: ["by", "بـ"], fn: ["function word", "أداة"], doc: ["in the report", "في التقرير"], said: ["a source says", "يقول مصدر"],
  subject: ["subject", "فاعل"], them: ["them", "هم"], ordinal: ["ordinal", "ترتيبي"], coord0: ["another actor", "طرف آخر"], coord1: ["the same actor", "الطرف نفسه"], b2: ["just before", "قبيله"], b6: ["shortly before", "قبله بقليل"], b14: ["before", "قبله"],
  name: ["a name", "اسم"], unit: ["a unit", "وحدة"], person: ["a word for people", "كلمة عن أناس"], member: ["members", "عناصر"], generic: ["a general word", "كلمة عامة"], reference: ["a reference", "إحالة"], office: ["an office", "منصب"], leader: ["a leader", "قائد"], adjective: ["an adjective", "صفة"], property: ["property", "ملك"],
  number: ["number", "عدد"], several: ["several", "عدة"], single: ["one", "واحد"], sum: ["sum", "مجموع"], time: ["time", "زمن"], place: ["place", "مكان"], toll: ["toll", "حصيلة"], absolute: ["a date", "تاريخ صريح"], relative: ["relative", "نسبي"], span: ["a span", "مدة"],
};

/** Classes of words in the codebook's vocabulary. */
export const CLASSES: Glossary = {
  no_harm: ["nobody was harmed", "لم يُصب أحد"], culture: ["culture, not conflict", "ثقافة لا نزاع"], accident: ["accident", "حادث عرضي"], result: ["result", "نتيجة"], recalled: ["recalls the past", "استعادة ماضٍ"], analysis: ["analysis", "تحليل"],
  plan: ["plan", "خطة"], source_prep: ["“according to”", "«بحسب»"], support: ["with whose support", "بدعم ممن"], sport: ["sport", "رياضة"], habitual: ["habit", "اعتياد"], hedge: ["doubt", "تشكيك"], read_also: ["read also", "اقرأ أيضًا"], accusation: ["accusation", "اتهام"],
  among: ["among them", "من بينهم"], attempt: ["attempt", "محاولة"], denial: ["denial", "نفي"], agent: ["by whom", "من قِبل مَن"], caption: ["caption", "تعليق صورة"], pronoun_ref: ["reference", "إحالة"], membership: ["belonging to a group", "انتماء إلى جماعة"], cooperation: ["helping a group", "تعاون مع جماعة"], of_place: ["a place follows", "يليه مكان"], negation: ["negation", "نفي الفعل"], no_information: ["not known", "لا معلومات"], side: ["side", "جانب"],
  accuse: ["accuse", "اتهم"], claim: ["claim", "تبنّى"], deny: ["deny", "نفى"], expect: ["expect", "توقّع"], say: ["say", "قال"], threaten: ["threaten", "هدّد"], barrel_bomb: ["barrel bomb", "برميل متفجر"], blade: ["blade", "سلاح أبيض"], cluster: ["cluster munition", "ذخيرة عنقودية"], fire: ["fire", "حريق"],
  incendiary: ["incendiary", "حارق"], munition: ["munition", "ذخيرة"], other: ["other", "غير ذلك"], sniper: ["sniper", "قنص"], vehicle_bomb: ["vehicle bomb", "سيارة مفخخة"], belonging: ["belonging", "انتماء"], complementizer: ["“that”", "أنْ وأنّ"], conjunction: ["conjunction", "عطف"], direction: ["direction", "جهة"],
  name_head: ["head of names", "صدر اسم"], preposition: ["preposition", "حرف جر"], relative: ["relative", "اسم موصول"], stop: ["stop", "فاصل"], animal: ["animals", "حيوان"], building: ["building", "مبنى"], distance: ["distance", "مسافة"], money: ["money", "مال"], vehicle: ["vehicle", "مركبة"], region: ["region", "إقليم"], there: ["there", "هناك"],
  called: ["called", "يُدعى"], rank: ["rank", "رتبة"], title: ["title", "لقب"],
};
