// Owns that schemas in a page parse without making code from text: the content policy forbids it, and even asking is reported.
import { z } from 'zod'

// Schemas look at this when they are made, so a page imports this file before all others.
z.config({ jitless: true })
