/** Write-back: telling the source systems what was decided here, and settling with them at the month's end. */
export { type KindName } from './kinds/index.ts'
export { handOver } from './hand-over.ts'
export { keepQueues, writeBackJobs } from './job.ts'
export { makeFile } from './make-file.ts'
export { tellSource } from './queue.ts'
export { setSource, sourcesOf } from './settings.ts'
export { takeReply } from './take-reply.ts'
