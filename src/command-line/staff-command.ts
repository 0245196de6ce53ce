import { randomInt } from 'node:crypto'
import { addStaff, isStaff } from '#administration'
import type { Database } from '#platform/db.ts'
import type { Council } from '#web/session.ts'
import { type Answer, type Command, neededOption, word } from './command.ts'
import { namedCouncil, withDatabase } from './installation.ts'

const text = { type: 'string' } as const
const parts = (list: string) => list.split(',').map(part => part.trim())

export const staffCommand: Command = {
  name: 'staff',
  usage: 'staff <sign-in name> --name NAME --roles "team leader" --councils a,b [--training]',
  does: 'Adds somebody with these roles in these councils. Their first password is made here and shown once.',
  options: { name: text, roles: text, councils: text, training: { type: 'boolean' } },
  run: async asked => {
    const person = {
      signInName: word(asked, 0, 'the name they will sign in with'),
      name: neededOption(asked, 'name', 'their own name'),
      roles: parts(neededOption(asked, 'roles', 'what they do, such as "team leader"')),
      isTraining: asked.options['training'] === true,
    }
    const named = parts(neededOption(asked, 'councils', 'which councils they work for'))
    return withDatabase(async database => {
      const councils: Council[] = []
      for (const name of named) councils.push(await namedCouncil(database, name))
      return addPerson(database, { ...person, councils })
    })
  },
}

type Person = {
  readonly signInName: string
  readonly name: string
  readonly roles: readonly string[]
  readonly councils: readonly Council[]
  readonly isTraining: boolean
}

/** Adds them, or gives somebody who is there these roles too; a password is made for the first only. */
export async function addPerson(database: Database, person: Person): Promise<Answer> {
  const { signInName, name, roles, councils, isTraining } = person
  const isThere = await isStaff(database, signInName)
  const password = newPassword()
  const appointments = councils.map(({ id }) => ({ councilId: id, roles }))
  const added = await addStaff(database, { signInName, name, password, isTraining, appointments })
  if (!added.ok)
    return { data: { refused: added.refusal }, words: added.refusal.says, refused: true }

  const does = `${name} works for ${councils.map(council => council.name).join(', ')} as ${roles.join(', ')}.`
  const who = { staffId: added.value, signInName, name, roles }
  return isThere
    ? { data: who, words: `${does} The password stays as it was.` }
    : {
        data: { ...who, password },
        words: `${does}\nSign-in name: ${signInName}\nPassword:     ${password}\nThe password is shown this once and kept nowhere. Give it to them yourself.`,
      }
}

/** Letters that are not mistaken for each other, in groups that can be read out: 99 bits. */
function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
