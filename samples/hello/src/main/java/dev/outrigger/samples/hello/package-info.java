/// hello.zeng.dev on Outrigger: two versions of a kind, a subresource of every sort, admission, storage by choice.
@NullMarked
package dev.outrigger.samples.hello;

import org.jspecify.annotations.NullMarked;
