/// The controller of foos: it makes each a config map and a pod, and says in its status how they are.
@NullMarked
package dev.outrigger.samples.hello.controller;

import org.jspecify.annotations.NullMarked;
