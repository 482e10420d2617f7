// Pages made from data of the packages, in both languages: statuses of KSeF, and rules of @ksef/validation.
// `npm run reference-pages` writes them; a test checks that they are current.

const made = {
  en: 'Generated from the packages by `npm run reference-pages`; a test checks that it is current.',
  pl: 'Wygenerowano z pakietów poleceniem `npm run reference-pages`; test sprawdza, czy strona jest aktualna.',
};

const subjects = [
  ['invoice', { en: 'An invoice', pl: 'Faktura' }],
  ['session', { en: 'A session', pl: 'Sesja' }],
  ['export', { en: 'An export', pl: 'Eksport' }],
  ['login', { en: 'A login', pl: 'Uwierzytelnianie' }],
  ['request', { en: 'A rejected request', pl: 'Odrzucone żądanie' }],
];

const statusWords = {
  title: { en: 'Statuses of KSeF', pl: 'Statusy KSeF' },
  intro: {
    en: 'KSeF gives a status to what it works on, and uses the same codes for different things. `ksef explain 440` prints one of them, and `explainStatus` of `@ksef/validation/status` returns it with what KSeF itself said. A rejected request has an exception code instead, such as 21405. The codes of errors that the toolkit throws are in [Errors](errors.md).',
    pl: 'KSeF nadaje status temu, nad czym pracuje, a te same kody mają różne znaczenie zależnie od przedmiotu. Polecenie `ksef explain 440 --lang pl` wypisuje jeden z nich, a `explainStatus` z `@ksef/validation/status` zwraca go razem z opisem podanym przez KSeF. Odrzucone żądanie ma zamiast statusu kod wyjątku, np. 21405. Kody błędów zgłaszanych przez bibliotekę są na stronie [Błędy](errors.md).',
  },
  head: { en: ['status', 'meaning', 'what to do'], pl: ['status', 'znaczenie', 'co zrobić'] },
};

const ruleWords = {
  title: { en: 'Validation rules', pl: 'Reguły walidacji' },
  intro: {
    en: "`@ksef/validation` checks in four stages: bytes and encoding, the schema (XSD), KSeF's own checks, and the law. `ksef` rules are checks that KSeF makes beyond the schema: an error here is a rejected invoice. `law` rules are what the law asks and KSeF does not check. Turn a rule off, or change its severity, by its id: `rules: { 'law-old-date': 'off' }`.",
    pl: "`@ksef/validation` sprawdza w czterech etapach: bajty i kodowanie, schemat (XSD), własne kontrole KSeF i przepisy. Reguły `ksef` to kontrole, które KSeF wykonuje poza schematem: błąd oznacza odrzucenie faktury. Reguły `law` wynikają z przepisów, a KSeF ich nie sprawdza. Regułę można wyłączyć albo zmienić jej wagę, podając jej identyfikator: `rules: { 'law-old-date': 'off' }`.",
  },
  bytes: { en: 'Bytes and encoding', pl: 'Bajty i kodowanie' },
  schema: { en: 'Schema', pl: 'Schemat' },
  ksef: { en: 'What KSeF checks', pl: 'Co sprawdza KSeF' },
  law: { en: 'What the law asks', pl: 'Czego wymagają przepisy' },
  head: {
    en: ['rule', 'severity', 'asks', 'forms', 'source'],
    pl: ['reguła', 'waga', 'wymaganie', 'struktury', 'źródło'],
  },
  severity: {
    error: { en: 'error', pl: 'błąd' },
    warning: { en: 'warning', pl: 'ostrzeżenie' },
    info: { en: 'info', pl: 'informacja' },
  },
};

/**
 * @param {{ listRules: Function }} validation `@ksef/validation`
 * @param {{ explainStatus: Function }} status `@ksef/validation/status`
 * @returns {Record<string, string>} Markdown by the path below `docs`
 */
export function referencePages({ listRules }, { explainStatus }) {
  return Object.fromEntries(
    ['en', 'pl'].flatMap((language) => {
      const folder = language === 'pl' ? 'pl/guides' : 'guides';
      return [
        [`${folder}/statuses.md`, statuses(language, explainStatus)],
        [`${folder}/validation-rules.md`, rules(language, listRules())],
      ];
    }),
  );
}

/** The statuses that this release knows. */
export function knownStatuses(explainStatus, subject) {
  const most = subject === 'request' ? 99_999 : 999;
  return Array.from({ length: most - 99 }, (_, index) =>
    explainStatus({ code: index + 100 }, subject),
  ).filter(({ isKnown }) => isKnown);
}

function statuses(language, explainStatus) {
  const sections = subjects.flatMap(([subject, title]) => [
    `## ${title[language]}`,
    table(
      statusWords.head[language],
      knownStatuses(explainStatus, subject).map(({ code, meaning, advice }) => [
        `${anchor(`${subject}-${code}`)}\`${code}\``,
        meaning[language],
        advice[language],
      ]),
    ),
  ]);
  return page(statusWords, language, sections);
}

function rules(language, all) {
  const sections = ['bytes', 'schema', 'ksef', 'law'].flatMap((stage) => [
    `## ${ruleWords[stage][language]}`,
    table(
      ruleWords.head[language],
      all
        .filter(({ id }) => id.startsWith(`${stage}-`))
        .map(({ id, severity, name, forms, source }) => [
          `${anchor(id)}\`${id}\``,
          ruleWords.severity[severity]?.[language] ?? severity,
          name[language],
          forms.join(', '),
          language === 'pl' ? sourceInPolish(source) : source,
        ]),
    ),
  ]);
  return page(ruleWords, language, sections);
}

/** A source as Polish lawyers cite it: `VAT act, art. 106e(1)(19), (22)` is art. 106e ust. 1 pkt 19, 22. */
function sourceInPolish(source) {
  const [act, articles] = source.split(/, art\. /);
  if (articles === undefined)
    return source
      .replace('FA(3) brochure', 'broszura FA(3)')
      .replace('KSeF accepts any past date', 'KSeF przyjmuje każdą datę wsteczną')
      .replace('schema of the form', 'schemat struktury')
      .replace(' and ', ' i ')
      .replace(' to ', '–');
  const cited = articles.split(', ').map((one) => {
    const [article] = one.split('(');
    const [paragraph, point] = [...one.matchAll(/\((\w+)\)/g)].map(([, number]) => number);
    // A number that stands alone is of the level of the one before.
    if (article === '' && point === undefined) return paragraph;
    return [article, paragraph && `ust. ${paragraph}`, point && `pkt ${point}`].filter(Boolean).join(' ');
  });
  return `${act === 'VAT act' ? 'ustawa o VAT' : act}, art. ${cited.join(', ')}`;
}

function page({ title, intro }, language, sections) {
  return `${[`# ${title[language]}`, intro[language], made[language], ...sections].join('\n\n')}\n`;
}

function anchor(id) {
  return `<a id="${id}"></a>`;
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
