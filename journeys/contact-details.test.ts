import { suite, test } from 'node:test'
import assert from 'node:assert/strict'
import { looksRight, signedIn, withBrowser } from './browser.ts'

suite('how somebody is reached', () => {
  const open = withBrowser()

  test('they ring from a new home, a letter has come back, and calls are not safe: the officer says so and every page obeys', async () => {
    const page = await signedIn(open, 'phone officer', 'Aldermere')
    await page.locator('main tbody tr').nth(8).getByRole('link').first().click()
    const person = new URL(page.url()).pathname
    await page.getByRole('link', { name: /^Contact details: mark one/ }).click()
    await page.getByRole('heading', { name: 'Contact details' }).waitFor()

    // A letter came back.
    const before = await page.getByLabel('Which detail?').locator('option').first().innerText()
    await page.getByRole('button', { name: 'Mark it' }).click()
    await page.getByRole('alert').getByText('Choose what it is').waitFor()
    await looksRight(page, 'contact-details-refused')
    await page.getByLabel('Gone away').check()
    await page.getByLabel('How do you know it?').fill('The letter came back')
    await page.getByRole('button', { name: 'Mark it' }).click()
    await page.getByText('Marked.').waitFor()
    await page.locator('td').getByText('gone away', { exact: true }).first().waitFor()
    assert.match(before, /\(/)

    // They tell where they are now, and it is used once somebody accepts it.
    await page.getByLabel('The detail').fill('somewhere')
    await page.getByLabel('By what right may it be used for recovery?').fill('They gave it to us')
    await page.getByRole('button', { name: 'Add it, to be decided' }).click()
    await page.getByRole('alert').getByText('with the postcode last').waitFor()
    await page.getByLabel('The detail').fill('5 Far Street\nAldermere\nQX2 2AA')
    await page.getByRole('button', { name: 'Add it, to be decided' }).click()
    await page.getByText('Added. It is used once somebody accepts it.').waitFor()
    await page.getByRole('heading', { name: 'To decide' }).waitFor()
    await looksRight(page, 'contact-details-to-decide')

    await page.goto('/contact-details')
    await page.getByText('5 Far Street, Aldermere, QX2 2AA').waitFor()
    await looksRight(page, 'new-details')
    await page.keyboard.press('n')
    await page.getByRole('heading', { name: 'To decide' }).waitFor()
    await page.goto(`${person}/contact-details`)
    await page
      .getByLabel('Which?')
      .selectOption({ label: '5 Far Street, Aldermere, QX2 2AA (told by telephone)' })
    await page.getByLabel('Accept it').check()
    await page.getByLabel('How do you know?').fill('They rang and passed the checks')
    await page.getByRole('button', { name: 'Decide', exact: true }).click()
    await page.getByText('Accepted: it is used from now on.').waitFor()
    await page.getByText('accepted', { exact: true }).first().waitFor()

    // Calls are not safe.
    await page.getByLabel(/^Letters only/).check()
    await page.getByLabel('What to do').fill('Plain envelope')
    await page.getByRole('button', { name: 'Keep it to this' }).click()
    await page.getByText('Letters, calls and contacts keep to this from now on.').waitFor()
    await looksRight(page, 'contact-details-safe-way')
    await page.goto(person)
    await page.getByText('Letters only: do not call, text, e-mail or visit').waitFor()
    assert.equal(await page.locator('a[href^="tel:"]').count(), 0)
    assert.equal(await page.locator('[data-key=c]:not(nav *)').count(), 0)
    await looksRight(page, 'person-with-safe-way')

    await page.goto(`${person}/contacts/new`)
    await page.getByLabel('No answer').check()
    await page.getByRole('button', { name: 'Record it' }).click()
    await page
      .getByRole('alert')
      .getByText(/one way only/)
      .waitFor()
    await looksRight(page, 'contact-against-safe-way')
    await page.getByLabel('It happened all the same').check()
    await page.getByRole('button', { name: 'Record it' }).click()
    await page.getByText('Recorded.').waitFor()

    // It was wrong after all.
    await page.goto(`${person}/contact-details`)
    await page.getByLabel('Why is every way safe again?').fill('They say so')
    await page.getByRole('button', { name: 'Open every way' }).click()
    await page.getByText('Every way is open again.').waitFor()
    await page.getByLabel('Why is it taken back?').fill('It was ours that was wrong')
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('Taken back by').waitFor()
    await page.goto(`${person}?show=reach`)
    await page.getByText('An address marked gone away; ').first().waitFor()
    await page.getByText('The one safe way to reach them: letters only; ').waitFor()
  })

  test('an address that is confidential is shown to a team leader and to no other officer', async () => {
    const officer = await signedIn(open, 'phone officer', 'Aldermere')
    await officer.locator('main tbody tr').nth(8).getByRole('link').first().click()
    const person = new URL(officer.url()).pathname
    await officer.goto(`${person}/contact-details`)
    const said = await officer.getByLabel('Which detail?').locator('option').first().innerText()
    const address = said.replace(/ \([^(]*$/, '')
    await officer.getByLabel('Confidential').check()
    await officer.getByLabel('How do you know it?').fill('They asked')
    await officer.getByRole('button', { name: 'Mark it' }).click()
    await officer.getByText('Marked.').waitFor()
    for (const path of ['', '/contact-details', '/records']) {
      await officer.goto(`${person}${path}`)
      const reach = await officer.locator('main').innerText()
      const street = address.split(',')[0] ?? address
      assert(
        !reach.includes(street),
        `${street} is shown at ${path}: ${reach.slice(Math.max(0, reach.indexOf(street) - 200), reach.indexOf(street) + 60)}`,
      )
    }
    const leader = await signedIn(open, 'team leader', 'Aldermere')
    await leader.goto(`${person}/contact-details`)
    await leader.locator('td').getByText(address).first().waitFor()
    await leader.goto('/contact-details')
    await looksRight(leader, 'new-details-leader')
  })
})
