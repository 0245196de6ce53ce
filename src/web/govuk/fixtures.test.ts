import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { html, type Insert } from '../html.ts'
import {
  details,
  insetText,
  notificationBanner,
  panel,
  summaryList,
  table,
  tag,
  warningText,
} from './display.ts'
import { errorSummary } from './error-summary.ts'
import { button, checkboxes, fileUpload, input, radios, select, textarea } from './fields.ts'
import { fixturesOf, type Held, isOffered, squash } from './fixtures.ts'
import { breadcrumbs, pagination } from './navigation.ts'

// govuk-frontend publishes the markup it expects of each component. Ours is the same, but for white space, the order
// of attributes, names (ours are also the ids) and our own eh- classes. A fixture that uses an option which a component
// of ours does not offer is exempt; `exempt` says how many are, so that none joins them unnoticed.

const question = ['id', 'name', 'label.text', 'hint.text', 'errorMessage.text', 'value']
const asked = ({
  id,
  name,
  idPrefix,
  label,
  fieldset,
  hint,
  errorMessage,
  value,
}: ReturnType<typeof JSON.parse>) => ({
  name: id ?? idPrefix ?? name,
  label: label?.text ?? fieldset?.legend?.text,
  hint: hint?.text,
  error: errorMessage?.text,
  value: value === undefined ? undefined : String(value),
})
const choicesOf = ({ items }: ReturnType<typeof JSON.parse>) =>
  items.map(({ value, text, hint }: { value: unknown; text: string; hint?: { text: string } }) => ({
    value: String(value),
    label: text,
    ...(hint && { hint: hint.text }),
  }))
const choice = [
  'items[].value',
  'items[].text',
  'items[].hint.text',
  'fieldset.legend.text',
  'idPrefix',
  'name',
  'hint.text',
  'errorMessage.text',
]
/** Ours are always small, with a small bold question. */
const small = (markup: string) =>
  markup.replace(/ govuk-(radios|checkboxes)--(small|inline)| govuk-fieldset__legend--s/g, '')
/** Markup of GOV.UK's own, put in as it stands. */
const published = (markup: string) => html(Object.assign([markup], { raw: [markup] }))
const content = ({ text, html: markup }: { text?: string; html?: string }): Insert =>
  markup === undefined ? text : published(markup)

const components: Readonly<Record<string, Held>> = {
  input: {
    offers: [
      ...question,
      'prefix.text',
      'type=text',
      'type=password',
      'autocomplete',
      ...[5, 10, 20].map(width => `classes=govuk-input--width-${width}`),
    ],
    exempt: 32,
    ours: options =>
      input({
        ...asked(options),
        prefix: options.prefix?.text,
        autocomplete: options.autocomplete,
        width: options.classes?.replace('govuk-input--width-', ''),
      }),
  },
  textarea: {
    offers: [...question, 'rows'],
    exempt: 11,
    ours: options => textarea({ ...asked(options), rows: options.rows }),
  },
  select: {
    needs: ['items[].value'],
    offers: [...question, 'items[].value', 'items[].text'],
    exempt: 16,
    ours: options => select({ ...asked(options), choices: choicesOf({ items: [], ...options }) }),
  },
  'file-upload': {
    offers: question.filter(option => option !== 'value'),
    exempt: 17,
    ours: options => fileUpload(asked(options)),
  },
  radios: {
    needs: ['fieldset.legend.text'],
    offers: [
      ...choice,
      'value',
      'classes=govuk-radios--small',
      'classes=govuk-radios--inline',
      'classes=govuk-radios--small govuk-radios--inline',
    ],
    exempt: 36,
    chose: small,
    ours: options => radios({ ...asked(options), choices: choicesOf(options) }),
  },
  checkboxes: {
    needs: ['fieldset.legend.text'],
    offers: [...choice, 'values', 'classes=govuk-checkboxes--small'],
    exempt: 33,
    chose: small,
    ours: options =>
      checkboxes({ ...asked(options), values: options.values, choices: choicesOf(options) }),
  },
  button: {
    offers: ['text', 'name', 'value', 'classes=govuk-button--secondary'],
    exempt: 32,
    ours: ({ text, name, value, classes }) =>
      button(text, { name, value, secondary: classes === 'govuk-button--secondary' }),
  },
  'error-summary': {
    offers: ['titleText=There is a problem', 'errorList[].text', 'errorList[].href'],
    exempt: 14,
    ours: ({ errorList = [] }) =>
      errorSummary(
        Object.fromEntries(
          errorList.map(({ text, href }: { text: string; href?: string }) => [
            href?.slice(1) ?? '',
            text,
          ]),
        ),
      ),
  },
  table: {
    needs: ['head[].text'],
    offers: [
      'caption',
      'captionClasses=govuk-table__caption--s',
      'head[].text',
      'head[].format=numeric',
      'rows[][].text',
      'rows[][].format=numeric',
    ],
    exempt: 19,
    chose: markup =>
      markup.replace(/<div[^>]*role="region"[^>]*>|<\/div>|<caption.*?<\/caption>/gs, ''),
    ours: ({ caption = '', head, rows }) =>
      table({
        caption,
        columns: (head ?? []).map(({ text, format }: { text: string; format?: string }) => ({
          label: text,
          numeric: format === 'numeric',
        })),
        rows: rows.map((cells: readonly { text: string }[]) => cells.map(content)),
      }),
  },
  tag: {
    needs: ['classes'],
    offers: [
      'text',
      ...['grey', 'green', 'yellow', 'red', 'blue', 'purple'].map(
        colour => `classes=govuk-tag--${colour}`,
      ),
    ],
    exempt: 7,
    ours: ({ text, classes }) => tag(text, classes?.replace('govuk-tag--', '')),
  },
  'summary-list': {
    offers: ['rows[].key.text', 'rows[].value.text', 'rows[].value.html'],
    exempt: 27,
    ours: ({ rows }) =>
      summaryList(
        rows.map(({ key, value }: { key: { text: string }; value: { text?: string } }) => [
          key.text,
          content(value),
        ]),
      ),
  },
  'notification-banner': {
    offers: ['text', 'type=success'],
    exempt: 16,
    ours: ({ text, type }) => notificationBanner(text, { isSuccess: type === 'success' }),
  },
  panel: {
    offers: ['titleText', 'text', 'html'],
    exempt: 15,
    ours: ({ titleText, ...body }) => panel(titleText, content(body)),
  },
  'warning-text': {
    offers: ['text', 'html', 'iconFallbackText=Warning'],
    exempt: 3,
    ours: options => warningText(content(options)),
  },
  'inset-text': {
    offers: ['text', 'html'],
    exempt: 3,
    ours: options => insetText(content(options)),
  },
  details: {
    offers: ['summaryText', 'text', 'html'],
    exempt: 5,
    ours: ({ summaryText, ...body }) => details(summaryText, content(body)),
  },
  breadcrumbs: {
    offers: ['items[].text', 'items[].href'],
    exempt: 7,
    ours: ({ items }) => breadcrumbs(items),
  },
  pagination: {
    offers: ['previous.href', 'next.href'],
    exempt: 12,
    ours: ({ previous, next }) => pagination({ previous: previous?.href, next: next?.href }),
  },
}

suite('components are what GOV.UK publishes', () => {
  for (const [component, offered] of Object.entries(components)) {
    const { exempt, chose = (markup: string) => markup, ours } = offered
    const fixtures = fixturesOf(component)
    const held = fixtures.filter(fixture => isOffered(fixture, offered))
    test(`${component}: ${held.length} of ${fixtures.length} fixtures`, () => {
      for (const { name, options, html } of held)
        assert.equal(
          chose(squash(String(ours(options)))),
          chose(squash(html)),
          `${component}: ${name}`,
        )
      assert.equal(
        fixtures.length - held.length,
        exempt,
        'fixtures that use an option we do not offer',
      )
    })
  }
})
