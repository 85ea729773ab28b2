import { z } from 'zod';

// Schemas would try whether code may be made of text, which the page's policy forbids and reports.
z.config({ jitless: true });
