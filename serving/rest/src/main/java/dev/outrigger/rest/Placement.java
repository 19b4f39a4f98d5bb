package dev.outrigger.rest;

import dev.outrigger.cache.Root;
import dev.outrigger.kinds.ResourceType;

/// A resource and where its objects are. Resources in different stores have revisions that do not compare.
///
/// @param type the resource
/// @param root the store, and what the keys in it start with
public record Placement(ResourceType type, Root root) {}
