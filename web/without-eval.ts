// Loaded before anything that reads data: zod would otherwise try to compile its readers, which the content
// security policy refuses and the browser logs.
import { z } from "zod";

z.config({ jitless: true });
