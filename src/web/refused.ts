/** A request that is answered with a sentence instead of what it asked for. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly statusCode: number
  readonly says: string

  constructor(statusCode: number, says: string) {
    super(says)
    this.statusCode = statusCode
    this.says = says
  }
}

export const notFromHere = () =>
  new Refused(
    403,
    'This was not sent from a page of this service, or the page was too old. Nothing was changed. Go back, load the page again and send it once more.',
  )

export const notAllowed = () =>
  new Refused(
    403,
    'Your role in this council does not include this page. Nothing was changed. If you need it for your work, ask your team leader.',
  )

export const signedOut = () =>
  new Refused(
    401,
    'You are signed out, so this was not saved. What you typed is kept on this device. Sign in, go back to the page and send it again.',
  )

export const formNotUnderstood = () =>
  new Refused(
    400,
    'The form had something in it that this page does not ask for. Nothing was changed. Load the page again and fill it in from there.',
  )

export const addressNotUnderstood = () =>
  new Refused(
    400,
    'The address has something in it that this page cannot read. Nothing was changed. Start from a link or a search.',
  )

/** What to say for a refusal that the web server itself makes, by its status. */
export const sentenceFor = (status: number): string =>
  ({
    408: 'The request took too long to arrive, so it was given up. Nothing was changed.',
    413: 'What was sent is larger than this page accepts. Nothing was changed.',
    414: 'The address is too long. Nothing was changed.',
    415: 'What was sent is not a form that this page accepts. Nothing was changed.',
    429: 'There were too many requests. Nothing was changed. Wait a minute and try again.',
  })[status] ?? 'The request could not be understood. Nothing was changed.'
