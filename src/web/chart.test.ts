import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { barChart } from './chart.ts'

const chart = (bars: Parameters<typeof barChart>[0]['bars']) =>
  barChart({ title: 'Planned by stage', now: 'Tonight', before: 'Last run', bars }).markup

suite('bar chart', () => {
  test('the longest bar fills the room, the others are in proportion, and nothing needs a style', () => {
    const markup = chart([
      { label: 'Reminder', now: 1_200, before: 600 },
      { label: 'Summons', now: 0, before: undefined },
    ])
    assert.deepEqual(
      [...markup.matchAll(/<rect [^>]*width="(\d+)"/g)].map(([, width]) => width),
      ['350', '175', '0'],
    )
    assert.doesNotMatch(markup, /style=|NaN/)
  })

  test('the table says the same in numbers, and how much changed', () => {
    const markup = chart([
      { label: 'Reminder', now: 1_200, before: 600 },
      { label: 'Final notice', now: 999, before: 1_000 },
      { label: 'Summons', now: 5, before: 0 },
      { label: 'Order', now: 0, before: undefined },
    ])
    for (const text of ['1,200', '+100%', '−under 1%', 'new', 'same'])
      assert(markup.includes(`>${text}<`), text)
  })

  test('a long label has its room, and the bars still have theirs', () => {
    const label = 'court claim review (housing benefit overpayment)'
    const markup = chart([{ label, now: 3, before: undefined }])
    const [, end = ''] = /<text x="(\d+)"[^>]*text-anchor="end"/.exec(markup) ?? []
    assert(Number(end) >= label.length * 6, 'the label ends far enough to the right')
    const [, long = ''] = /<rect [^>]*width="(\d+)"/.exec(markup) ?? []
    assert(Number(long) >= 200, 'the longest bar can be seen')
  })

  test('nothing to show is not a fault', () => assert.doesNotMatch(chart([]), /NaN|Infinity/))

  test('labels are escaped', () => {
    assert.doesNotMatch(chart([{ label: '<script>', now: 1, before: 1 }]), /<script>/)
  })
})
