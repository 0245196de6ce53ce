import { suite, test } from 'node:test'
import { looksRight, signedIn, withBrowser } from './browser.ts'

suite('a figure of the council’s own', () => {
  const open = withBrowser()

  test('is proposed with why by one, agreed by another, and then in force', async () => {
    const leader = await signedIn(open, 'team leader', 'Penllyn')
    await leader.goto('/policy')
    await leader.getByRole('link', { name: 'The council’s figures' }).click()
    await looksRight(leader, 'figures')
    await leader
      .getByRole('link', { name: 'Days after which a source’s figures are too old' })
      .click()
    await leader.getByLabel('Days', { exact: true }).fill('90')
    await leader.getByLabel('Why?').fill('Our files come each morning')
    await leader.getByRole('button', { name: 'Propose it' }).click()
    await leader.getByText('This figure is from 1 day to 31 days. Nothing was proposed.').waitFor()
    await leader.getByLabel('Days', { exact: true }).fill('5')
    await leader.getByRole('button', { name: 'Propose it' }).click()
    await leader.getByText('You proposed it, so somebody else agrees.').waitFor()
    await looksRight(leader, 'figure-waits')

    const approver = await signedIn(open, 'approver', 'Penllyn')
    await approver.goto('/figures')
    await approver
      .getByRole('row', { name: /too old to act on/ })
      .getByText('5 days')
      .waitFor()
    await approver.goto(new URL(leader.url()).pathname)
    await approver.getByText('Our files come each morning').first().waitFor()
    await approver.getByRole('button', { name: 'Refuse it' }).click()
    await approver.getByRole('alert').getByText('Say why').waitFor()
    await approver.getByRole('button', { name: 'Agree: in force from now on' }).click()
    await approver.getByText('It is in force from now on.').waitFor()
    await approver.getByRole('cell', { name: /^Agreed by/ }).waitFor()
    await looksRight(approver, 'figure-agreed')

    await approver.goto('/figures/large-and-late')
    await approver.getByLabel('Amount').fill('a lot')
    await approver.getByLabel('Why?').fill('We have few officers')
    await approver.getByRole('button', { name: 'Propose it' }).click()
    await approver.getByText('This figure is from £50.00 to £10,000.00.').waitFor()
    await approver.getByLabel('Amount').fill('1,250.50')
    await approver.getByRole('button', { name: 'Propose it' }).click()
    await approver.getByRole('heading', { name: 'Waits to be agreed: £1,250.50' }).waitFor()
    await approver.getByLabel('Why do you take it back?').fill('It was a slip')
    await approver.getByRole('button', { name: 'Take it back' }).click()
    await approver.getByText('The change is ended. What was in force stays.').waitFor()
    await approver.getByRole('cell', { name: /^Taken back, .*It was a slip$/ }).waitFor()
  })
})
