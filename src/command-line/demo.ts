import { join } from 'node:path'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { addStaff, councils } from '#administration'
import { setUpTrainingCharges } from '#charges'
import { setUpTrainingCompanies } from '#companies'
import { askForTraining } from '#enquiries'
import { load, sampleCouncils, shippedProfile, writeSample } from '#imports'
import {
  setUpCardSamples,
  isStatementTaken,
  setUpTraining,
  setUpTrainingCredits,
  setUpTrainingReceipts,
  takeStatement,
  takeTrainingRemittance,
  trainingStatement,
} from '#payments'
import { systemClock, todayIn } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { asCouncil, type Database } from '#platform/db.ts'
import { recentRuns } from '#recovery'
import { bringWards } from '#wards'
import { setUpTrainingSources, tellTrainingSource } from '#write-back'
import { openCouncil, runNight } from '../app.ts'

/** Someone who can sign in to the sample councils, as printed. */
export type TrainingOfficer = {
  readonly signInName: string
  readonly password: string
  readonly name: string
  readonly role: string
  readonly council: string
}

/** One shared service of two councils, and two on their own. Invented people with invented names. */
const people = [
  { signInName: 'grace', name: 'Grace Adeyemi', role: 'phone officer', councils: [1, 2] },
  { signInName: 'hope', name: 'Hope Garrett', role: 'housing officer', councils: [1, 2] },
  { signInName: 'tom', name: 'Tom Whitlock', role: 'team leader', councils: [1, 2] },
  { signInName: 'anita', name: 'Anita Desai', role: 'approver', councils: [1, 2] },
  { signInName: 'rhys', name: 'Rhys Pugh', role: 'local-taxation officer', councils: [1, 2] },
  { signInName: 'ada', name: 'Ada Nkemelu', role: 'administrator', councils: [1, 2] },
  { signInName: 'ivo', name: 'Ivo Marsh', role: 'auditor', councils: [1, 2] },
  { signInName: 'jo', name: 'Jo Bramwell', role: 'debt-check user', councils: [1] },
  { signInName: 'kim', name: 'Kim Oakes', role: 'phone officer', councils: [3] },
  { signInName: 'lena', name: 'Lena Fox', role: 'team leader', councils: [3] },
  { signInName: 'omar', name: 'Omar Hadley', role: 'approver', councils: [3] },
  { signInName: 'sian', name: 'Siân Morris', role: 'phone officer', councils: [4] },
  { signInName: 'huw', name: 'Huw Parry', role: 'team leader', councils: [4] },
  { signInName: 'mair', name: 'Mair Evans', role: 'approver', councils: [4] },
] as const

const colours = ['blue', 'green', 'purple', 'teal'] as const

/** The password of a training account: no secret, because nothing behind it is real. */
const passwordOf = (signInName: string) => `training-${signInName}-1`

export const trainingOfficers = (): readonly TrainingOfficer[] =>
  people.map(({ signInName, name, role, councils: ids }) => ({
    signInName,
    password: passwordOf(signInName),
    name,
    role,
    council: sampleCouncils
      .filter(({ id }) => ids.some(theirs => theirs === id))
      .map(({ name: council }) => council)
      .join(' and '),
  }))

/** Whether every sample council has been loaded and has had a night. Half-made samples are carried on from where they stood. */
export async function isPrepared(database: Database): Promise<boolean> {
  const known = await councils(database)
  if (!sampleCouncils.every(({ id }) => known.some(council => council.id === id))) return false
  for (const { id } of sampleCouncils) {
    const runs = await asCouncil(database, id, db => recentRuns(db, id))
    if (runs.length === 0) return false
  }
  return true
}

/**
 * Makes the sample councils through the ordinary ways in: their source files are written, loaded like any council's own,
 * and tonight's recovery is run. Interrupted, it carries on where it stood: a file that is in changes nothing.
 */
export async function prepare(
  database: Database,
  config: Config,
  {
    accounts,
    seed = 7,
    tell,
  }: { readonly accounts: number; readonly seed?: number; readonly tell: (line: string) => void },
): Promise<void> {
  const now = systemClock.now()
  const businessDate = todayIn(systemClock)
  tell(`Writing the files of ${sampleCouncils.length} sample councils (${accounts} accounts)…`)
  const sample = await writeSample({
    accounts,
    seed,
    out: join(config.dataFolder, 'sample'),
    businessDate,
  })
  for (const [n, council] of sampleCouncils.entries()) {
    await openCouncil(
      database,
      {
        councilId: council.id,
        slug: council.slug,
        name: council.name,
        nation: council.nation,
        remit: council.remit,
        colour: colours[n] ?? 'blue',
        address: `${council.name} offices\n1 Market Square`,
        telephone: `01632 96000${council.id}`,
        coolingMinutes: 0,
        isTraining: true,
      },
      businessDate.subtract({ years: 1 }),
    )
    await asCouncil(database, council.id, async db => {
      await setUpTraining(db, { councilId: council.id, name: council.name })
      await setUpTrainingReceipts(db, council.id)
    })
  }
  const asksChecks: { councilIds: readonly number[]; actor: string }[] = []
  for (const { signInName, name, role, councils: ids } of people) {
    const appointments = ids.map(councilId => ({ councilId, roles: [role] }))
    const added = await addStaff(database, {
      signInName,
      name,
      password: passwordOf(signInName),
      isTraining: true,
      appointments,
    })
    if (!added.ok) throw new Error(added.refusal.says)
    if (role === 'debt-check user') asksChecks.push({ councilIds: ids, actor: added.value })
  }
  for (const { councilId, profile: profileName, path } of sample.files) {
    const profile = shippedProfile(profileName)
    if (!profile) throw new Error(`There is no profile ${profileName}.`)
    const file = await open(path)
    const loaded = await load(database, {
      councilId,
      profile,
      fileName: path.split(/[/\\]/).slice(-2).join('/'),
      bytes: file.createReadStream(),
      actor: 'system:sample',
      businessDate,
    })
    if (!loaded.ok) throw new Error(`${path}: ${loaded.refusal.says}`)
    const council = sampleCouncils.find(({ id }) => id === councilId)
    tell(`  ${council?.name}: ${profileName}, ${loaded.value.applied} rows`)
  }
  for (const { councilId, path } of sample.wards) {
    await using file = await open(path)
    const brought = await bringWards(database, {
      councilId,
      fileName: path.split(/[/\\]/).slice(-2).join('/'),
      bytes: file.createReadStream(),
      authority: undefined,
      actor: 'system:sample',
    })
    if (!brought.ok) throw new Error(`${path}: ${brought.refusal.says}`)
  }
  for (const { id, name } of sampleCouncils) {
    // Before the statement: what comes in from here on is told.
    await asCouncil(database, id, db => setUpTrainingSources(db, id))
    await takeTrainingStatement(database, { councilId: id, businessDate })
    tell(`  ${name}: yesterday’s bank statement`)
  }
  for (const { id, name, slug } of sampleCouncils) {
    await asCouncil(database, id, db => setUpTrainingCompanies(db, { councilId: id, now }))
    const night = await runNight(database, {
      councilId: id,
      businessDate,
      actor: 'system:nightly',
      now,
    })
    if (!night.ok) throw new Error(`${name}: ${night.refusal.says}`)
    await setUpTrainingCharges(database, { councilId: id, today: businessDate })
    await setUpCardSamples(database, { councilId: id, name, today: businessDate, now })
    await asCouncil(database, id, db =>
      setUpTrainingCredits(db, { councilId: id, today: businessDate }),
    )
    await tellTrainingSource(database, { councilId: id, slug, today: businessDate })
    tell(
      `  ${name}: tonight’s recovery planned, ${night.value.planned} notices waiting for approval`,
    )
  }
  for (const { councilIds, actor } of asksChecks)
    for (const councilId of councilIds)
      await asCouncil(database, councilId, db =>
        askForTraining(db, { councilId, actor, now, today: businessDate }),
      )
}

/** Yesterday at a sample council's bank. Made once: what is posted changes who could have paid. */
async function takeTrainingStatement(
  database: Database,
  {
    councilId,
    businessDate,
  }: { readonly councilId: number; readonly businessDate: Temporal.PlainDate },
): Promise<void> {
  const day = businessDate.subtract({ days: 1 })
  const fileName = `collection-account-${day.toString()}.xml`
  const statement = await asCouncil(database, councilId, async db =>
    (await isStatementTaken(db, councilId, fileName))
      ? undefined
      : trainingStatement(db, { councilId, day, payments: 60 }),
  )
  if (!statement) return
  const taken = await takeStatement(database, {
    councilId,
    fileName,
    bytes: Readable.from([Buffer.from(statement.xml)]),
    today: businessDate,
    actor: 'system:sample',
  })
  if (!taken.ok) throw new Error(`${fileName}: ${taken.refusal.says}`)
  await asCouncil(database, councilId, db =>
    takeTrainingRemittance(db, { councilId, today: businessDate, actor: 'system:sample' }),
  )
}
