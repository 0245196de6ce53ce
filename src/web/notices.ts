import { z } from 'zod'

/**
 * What a page says was done, by its name in the page's address (`?done=…`): the words, or nothing where the address has no name
 * or one that is not among them. So a page is led to with what was done, and nobody else's words can be put on it.
 */
export const noticeIn = (notices: Readonly<Record<string, string>>) =>
  z
    .string()
    .optional()
    .catch(undefined)
    .transform(name =>
      name !== undefined && Object.hasOwn(notices, name) ? notices[name] : undefined,
    )
