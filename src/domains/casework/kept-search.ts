import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { Session } from '#web/session.ts'

type Whose = Pick<Session, 'tokenHash'>

const algorithm = 'aes-256-gcm'
const [ivLength, tagLength] = [12, 16]
const keyOf = ({ tokenHash }: Whose) => createHash('sha256').update(`search/${tokenHash}`).digest()

/**
 * What was searched for, to be part of an address: so that going back to what was found works, and yet no name is in a
 * log, a history or a referrer. Only the session that asked can read it.
 */
export function keptSearch(text: string, session: Whose): string {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv(algorithm, keyOf(session), iv)
  const sealed = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(sealed).toString('base64url')
}

/** What was searched for; undefined when it is another session’s, or nothing of ours. */
export function searchKept(kept: string, session: Whose): string | undefined {
  const bytes = Buffer.from(kept, 'base64url')
  if (bytes.length < ivLength + tagLength) return undefined
  const opening = createDecipheriv(algorithm, keyOf(session), bytes.subarray(0, ivLength), {
    authTagLength: tagLength,
  })
  opening.setAuthTag(bytes.subarray(-tagLength))
  try {
    const text = opening.update(bytes.subarray(ivLength, -tagLength))
    return Buffer.concat([text, opening.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
