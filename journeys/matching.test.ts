import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { looksRight, signedIn, withBrowser } from './browser.ts'

/** The surest pair of the list that nothing contradicts: where something does, who is who is not decided by a key alone. */
const surest = (page: Page) =>
  page.locator('main tbody tr:not(:has(.govuk-tag)) a[href^="/matches/"]').first()

suite('who is who', () => {
  const open = withBrowser()

  test('an officer decides pairs by the keyboard alone, and takes one back', async () => {
    const page = await signedIn(open, 'phone officer', 'Aldermere')
    await page.keyboard.press('g')
    await page.keyboard.press('m')
    await page.getByRole('heading', { name: 'Who is who' }).waitFor()
    await looksRight(page, 'matches')
    await page.keyboard.press('n')
    await page.getByRole('heading', { name: 'One or two?' }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('m')
    await surest(page).press('Enter')
    await page.getByRole('heading', { name: 'One or two?' }).waitFor()
    await page.getByText('What speaks for their being one').waitFor()
    await looksRight(page, 'match')
    const first = page.url()
    const who = page.getByRole('heading', { level: 2 }).first()
    const person = await who.getByRole('link').getAttribute('href')

    await page.keyboard.press('s')
    await page.waitForURL(url => url.href !== first)
    await page.goto(first)
    await page.getByText('Decided: same').waitFor()
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByRole('alert').getByText('Say how you know').waitFor()
    await page.getByLabel('Why is it taken back?').fill('Father and son of one name.')
    await looksRight(page, 'match-take-back')
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('Taken back: they are as they were.').waitFor()

    await page.goto(first)
    await page.keyboard.press('d')
    await page.waitForURL(url => url.href !== first)
    await page.goto(first)
    await page.getByText('Decided: different').waitFor()
    assert(person)
    const response = await page.goto(person)
    assert.equal(response?.status(), 200)
  })

  test('people joined show every account of both, and one is parted again with all that was theirs', async () => {
    const page = await signedIn(open, 'phone officer', 'Wexcombe')
    await page.goto('/matches')
    await surest(page).click()
    await page.getByRole('heading', { name: 'One or two?' }).waitFor()
    const sides = page.getByRole('heading', { level: 2 }).getByRole('link')
    const addresses = await sides.evaluateAll(links => links.map(link => link.getAttribute('href')))
    const accountsAt = async (address: string | null | undefined) => {
      await page.goto(address ?? '')
      return page.locator('main table').first().locator('tbody tr').count()
    }
    const pair = page.url()
    // A row each, and the total below.
    const [one, other] = [await accountsAt(addresses[0]), await accountsAt(addresses[1])]

    await page.goto(pair)
    await page.getByRole('button', { name: 'Same person' }).click()
    await page.waitForURL(url => url.href !== pair)
    assert.equal(await accountsAt(addresses[0]), one + other - 1)
    await looksRight(page, 'person-joined')

    await page.keyboard.press('t')
    await page.getByLabel('Note', { exact: true }).fill('The cousin moved to Aldermere.')
    await page.waitForLoadState()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Kept.').waitFor()
    await page.goto(pair)
    await page.getByLabel('How do you know?').or(page.locator('[name=because]')).first().fill('no')
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('written while they were one person').waitFor()
    await page.goto(addresses[0] ?? '')

    await page.getByText('Where this comes from').click()
    await page.getByRole('link', { name: 'Who this is' }).click()
    await page.getByRole('heading', { name: 'One of them is somebody else' }).waitFor()
    await page.getByRole('button', { name: 'Part them' }).click()
    await page.getByRole('alert').getByText('Choose who is somebody else').waitFor()
    await looksRight(page, 'members')
    await page.locator('input[name=party]').last().check()
    await page.getByLabel('The cousin moved to Aldermere.').check()
    await page.getByLabel('How do you know?').fill('They rang: they are cousins.')
    await page.getByRole('button', { name: 'Part them' }).click()
    await page.getByText('They are parted').waitFor()
    await page.getByText('The cousin moved to Aldermere.').waitFor()
    assert.equal(await accountsAt(addresses[0]), one)
    assert.equal(await accountsAt(addresses[1]), other)
  })

  test('a team leader sets how sure is sure enough, within limits', async () => {
    const page = await signedIn(open, 'team leader', 'Aldermere')
    await page.goto('/matches')
    await page.getByLabel('Join by itself from').fill('50')
    await page.getByRole('button', { name: 'Set' }).click()
    await page.getByRole('alert').getByText('Enter a number from 90 to 100').waitFor()
    await page.getByLabel('Join by itself from').fill('99.5')
    await page.getByRole('button', { name: 'Set' }).click()
    await page.getByText('Set. It counts from the next night.').waitFor()
    await looksRight(page, 'matches-settings')
  })
})
