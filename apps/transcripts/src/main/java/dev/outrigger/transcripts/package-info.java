/// What pages show, done: programs compiled and run, transcripts typed and compared with what the screen shows.
@NullMarked
package dev.outrigger.transcripts;

import org.jspecify.annotations.NullMarked;
