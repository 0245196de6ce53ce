import { html, type Html, type Insert } from '../html.ts'

export type Event = {
  readonly title: string
  /** Who did it. */
  readonly by?: string
  readonly at: Temporal.Instant
  /** The same moment, in words. */
  readonly when: string
  readonly content: Insert
}

/** The Ministry of Justice's timeline: what happened, newest first as given. */
export const timeline = (events: readonly Event[], headingLevel: 2 | 3 | 4 = 2): Html => html`
  <div class="moj-timeline">
    ${events.map(
      ({ title, by, at, when, content }) => html`
    <div class="moj-timeline__item">
      <div class="moj-timeline__header">
        ${heading(headingLevel, title)}
        ${by !== undefined && html`<p class="moj-timeline__byline">by ${by}</p>`}
      </div>
      <p class="moj-timeline__date"><time datetime="${at.toString()}">${when}</time></p>
      <div class="moj-timeline__description">${content}</div>
    </div>`,
    )}
  </div>`

const heading = (level: 2 | 3 | 4, text: string): Html => {
  if (level === 2) return html`<h2 class="moj-timeline__title">${text}</h2>`
  if (level === 3) return html`<h3 class="moj-timeline__title">${text}</h3>`
  return html`<h4 class="moj-timeline__title">${text}</h4>`
}
