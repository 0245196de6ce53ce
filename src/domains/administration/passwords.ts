import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** OWASP's choice for argon2id: 19 MiB, two passes, one lane. Kept with each hash, so that it can be raised. */
const now = { memory: 19_456, passes: 2, parallelism: 1 } as const

const derive = (
  password: string,
  salt: Buffer,
  { memory, passes, parallelism }: { memory: number; passes: number; parallelism: number },
) =>
  promisify(argon2)('argon2id', {
    message: password.normalize('NFKC'),
    nonce: salt,
    memory,
    passes,
    parallelism,
    tagLength: 32,
  })

/** A password as it is kept: `argon2id$memory$passes$lanes$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, now)
  return [
    'argon2id',
    now.memory,
    now.passes,
    now.parallelism,
    salt.toString('base64url'),
    Buffer.from(hash).toString('base64url'),
  ].join('$')
}

/** Whether this is the password that was kept; false, too, for anything that is not a kept password. */
export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [kind, memory, passes, parallelism, salt, hash] = kept.split('$')
  if (kind !== 'argon2id' || salt === undefined || hash === undefined) return false
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const found = Buffer.from(await derive(password, Buffer.from(salt, 'base64url'), cost))
  const expected = Buffer.from(hash, 'base64url')
  return found.length === expected.length && timingSafeEqual(found, expected)
}
