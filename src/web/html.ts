/** Markup that is safe to send. Everything else put into html`` is escaped. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }

  toString(): string {
    return this.markup
  }
}

export type Insert = string | number | Html | undefined | false | null | readonly Insert[]

/** For text and quoted attributes only: never put a value in an unquoted attribute, a script or a `javascript:` address. */
export const html = (template: TemplateStringsArray, ...inserts: readonly Insert[]): Html =>
  new Html(String.raw({ raw: template }, ...inserts.map(toMarkup)))

const toMarkup = (insert: Insert): string => {
  if (insert === undefined || insert === false || insert === null) return ''
  if (insert instanceof Html) return insert.markup
  if (typeof insert === 'object') return insert.map(toMarkup).join('')
  return String(insert).replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}

/** A name as someone gave it, kept from turning round the text beside it (bidirectional marks stay inside). */
export const name = (given: string): Html => html`<bdi>${given}</bdi>`
