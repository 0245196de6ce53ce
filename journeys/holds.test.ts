import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { looksRight, signedIn, withBrowser } from './browser.ts'

suite('a hold', () => {
  const open = withBrowser()
  let officer: Page
  let leader: Page
  /** Somebody late, from the middle of the list: the first are for other journeys. */
  let person = ''
  before(async () => {
    officer = await signedIn(open, 'phone officer', 'Aldermere')
    leader = await signedIn(open, 'team leader', 'Aldermere')
    const somebody = officer.locator('main tbody tr').nth(4).getByRole('link').first()
    person = (await somebody.getAttribute('href')) ?? ''
  })

  test('is refused in a sentence beside its field, with what was typed kept', async () => {
    await officer.goto(person)
    await officer.keyboard.press('h')
    await officer.getByRole('heading', { name: 'Place a hold' }).waitFor()
    await looksRight(officer, 'hold-new')
    await officer.getByLabel('Why?').fill('They say they moved out in March.')
    await officer.getByRole('button', { name: 'Place the hold' }).click()
    await officer.getByRole('alert').getByText('Choose the kind of hold').waitFor()
    assert.equal(await officer.getByLabel('Why?').inputValue(), 'They say they moved out in March.')
    await officer.getByLabel('What kind of hold?').selectOption('Dispute')
    await officer.getByRole('button', { name: 'Place the hold' }).click()
    await officer.getByRole('alert').getByText('so that the hold is not forgotten').waitFor()
    assert.equal(await officer.getByLabel('Why?').inputValue(), 'They say they moved out in March.')
    await looksRight(officer, 'hold-refused')
  })

  test('is placed, and shows wherever its person does', async () => {
    await officer.getByLabel('Look at it again on').fill(inDays(20))
    await officer.getByRole('button', { name: 'Place the hold' }).click()
    await officer.getByText('Recovery is on hold.').waitFor()
    await officer.getByRole('link', { name: /^On hold: dispute/ }).waitFor()
    await looksRight(officer, 'person-on-hold')

    await officer.locator('main a[href^="/accounts/"]').first().click()
    await officer.getByText('Holds: 1 running').waitFor()
    await looksRight(officer, 'account-on-hold')
    await officer.getByRole('link', { name: 'Why is it here?' }).click()
    await officer.getByRole('heading', { name: /^Why/ }).waitFor()
    await officer.getByText('On hold now: dispute').waitFor()
    await looksRight(officer, 'why-on-hold')

    await officer.getByRole('link', { name: 'My work' }).click()
    await officer.getByText('Most pressing first').waitFor()
    assert.equal(await officer.locator(`main a[href="${person}"]`).count(), 0)
  })

  test('a second one like it is refused: a button pressed twice places one', async () => {
    await officer.goto(`${person}/holds/new`)
    await officer.getByLabel('What kind of hold?').selectOption('Dispute')
    await officer.getByLabel('Why?').fill('The same again')
    await officer.getByLabel('Look at it again on').fill(inDays(20))
    await officer.getByRole('button', { name: 'Place the hold' }).click()
    await officer.getByRole('alert').waitFor()
    assert.equal(await officer.getByLabel('Why?').inputValue(), 'The same again')
  })

  test('a phone officer sees who may end it, and is given no button', async () => {
    await officer.goto(person)
    await officer.getByRole('link', { name: /^On hold: dispute/ }).click()
    await officer.getByText('A team leader or an approver can end this hold.').waitFor()
    assert.equal(await officer.getByRole('button', { name: 'End this hold' }).count(), 0)
    await looksRight(officer, 'hold')
  })

  test('a team leader ends it, with why, and it stays on record', async () => {
    await leader.goto(new URL(officer.url()).pathname)
    await looksRight(leader, 'hold-to-end')
    await leader.getByRole('button', { name: 'End this hold' }).click()
    await leader.getByRole('alert').getByText('Say why it ends').waitFor()
    await leader.getByLabel('Why does it end?').fill('The tenancy was theirs until May.')
    await leader.getByRole('button', { name: 'End this hold' }).click()
    await leader.getByText('The hold has ended.').waitFor()
    assert.equal(await leader.getByRole('link', { name: /^On hold: dispute/ }).count(), 0)
    await leader.getByText('They say they moved out in March.').first().waitFor()
    await looksRight(leader, 'person-after-hold')
    await leader.getByRole('link', { name: 'My work' }).click()
    await leader.locator(`main a[href="${person}"]`).waitFor()
  })

  test('those to look at again are one key away', async () => {
    await officer.goto('/work')
    await officer.keyboard.press('g')
    await officer.keyboard.press('h')
    await officer.getByRole('heading', { name: 'Holds to look at again' }).waitFor()
    await looksRight(officer, 'holds')
  })
})

const inDays = (days: number): string => {
  const day = Temporal.Now.plainDateISO('Europe/London').add({ days })
  return `${day.day}/${day.month}/${day.year}`
}
