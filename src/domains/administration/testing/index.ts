import assert from 'node:assert/strict'
import type { Database, Db } from '#platform/db.ts'
import { createCouncil } from '../councils.ts'
import type { FigureName } from '../figures/catalogue.ts'
import { agreeFigure, proposeFigure } from '../figures/change.ts'
import { addStaff } from '../staff.ts'

export const password = 'correct horse battery'

/** A council with nothing in it but its chain. */
export async function aCouncil(database: Database, councilId: number): Promise<number> {
  await createCouncil(database, {
    councilId,
    slug: `council-${'abcdefghij'[councilId]}`,
    name: `Council ${councilId}`,
    nation: 'England',
    remit: ['council tax'],
    colour: 'blue',
    address: '',
    telephone: '',
    coolingMinutes: 0,
    isTraining: true,
  })
  return councilId
}

/** Somebody who works for each of these councils with these roles, and their id. */
export async function anOfficer(
  database: Database,
  signInName: string,
  councilIds: readonly number[],
  roles: readonly string[] = ['phone officer'],
): Promise<string> {
  const added = await addStaff(database, {
    signInName,
    name: `${signInName} of the tests`,
    password,
    isTraining: true,
    appointments: councilIds.map(councilId => ({ councilId, roles })),
  })
  assert(added.ok)
  return added.value
}

/** A figure of a council, proposed by one and agreed by another. */
export async function setFigure(
  db: Db,
  councilId: number,
  name: FigureName,
  value: number,
): Promise<void> {
  const of = { councilId, name }
  const proposed = await proposeFigure(db, { ...of, by: 'one', value, because: 'a test' })
  assert(proposed.ok)
  const agreed = await agreeFigure(db, { ...of, by: 'another', changeId: proposed.value })
  assert(agreed.ok)
}
