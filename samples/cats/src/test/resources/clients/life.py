"""The usual life of Debian's Python client, against the server that KUBECONFIG names."""

import itertools
import json
import os
import threading
import unittest

from kubernetes import client, config, dynamic, watch
from kubernetes.client.rest import ApiException
from kubernetes.dynamic import exceptions

GROUP, VERSION, PLURAL = "animal.skai.io", "v1alpha1", "cats"
API_VERSION = GROUP + "/" + VERSION
NUMBERS = itertools.count(1)

CONNECTION = config.new_client_from_config(os.environ["KUBECONFIG"])


def cat(name, called=None, **metadata):
    return {
        "apiVersion": API_VERSION,
        "kind": "Cat",
        "metadata": {"name": name, **metadata},
        "spec": {"name": name if called is None else called},
    }


class Life(unittest.TestCase):
    """A namespace for each test."""

    def setUp(self):
        self.namespace = "py-%d-%d" % (os.getpid(), next(NUMBERS))

    def refused(self, code, reason, call, *args, **kwargs):
        """The call must come to an error with that code and reason, whose Status is returned."""
        with self.assertRaises((ApiException, exceptions.DynamicApiError)) as raised:
            call(*args, **kwargs)
        self.assertEqual(raised.exception.status, code)
        status = json.loads(raised.exception.body)
        self.assertEqual(
            (status["kind"], status["apiVersion"], status["status"]), ("Status", "v1", "Failure")
        )
        self.assertEqual((status["code"], status["reason"]), (code, reason))
        return status


class CustomObjects(Life):
    def setUp(self):
        super().setUp()
        self.api = client.CustomObjectsApi(CONNECTION)
        self.place = (GROUP, VERSION, self.namespace, PLURAL)

    def create(self, body, **options):
        return self.api.create_namespaced_custom_object(*self.place, body, **options)

    def read(self, name):
        return self.api.get_namespaced_custom_object(*self.place, name)

    def names(self, **options):
        found = self.api.list_namespaced_custom_object(*self.place, **options)
        return [one["metadata"]["name"] for one in found["items"]]

    def test_a_cat_is_created_read_replaced_and_deleted(self):
        created = self.create(cat("tom"))
        self.assertEqual(created["metadata"]["generation"], 1)
        self.assertEqual(self.read("tom"), created)
        changed = {**created, "spec": {"name": "Thomas"}}
        replaced = self.api.replace_namespaced_custom_object(*self.place, "tom", changed)
        self.assertEqual(replaced["spec"], {"name": "Thomas", "lives": 9})
        self.assertEqual(replaced["metadata"]["generation"], 2)

        late = self.refused(
            409, "Conflict", self.api.replace_namespaced_custom_object, *self.place, "tom", changed
        )
        self.assertIn("the object has been modified", late["message"])
        gone = self.api.delete_namespaced_custom_object(*self.place, "tom")
        self.assertEqual(gone["status"], "Success")
        self.assertEqual(gone["details"]["uid"], created["metadata"]["uid"])
        self.refused(404, "NotFound", self.read, "tom")

    def test_errors_are_a_status_with_the_causes(self):
        self.create(cat("tom"))
        exists = self.refused(409, "AlreadyExists", self.create, cat("tom"))
        self.assertEqual(exists["message"], 'cats.animal.skai.io "tom" already exists')
        invalid = self.refused(422, "Invalid", self.create, cat("felix", ""))
        self.assertEqual(
            invalid["details"]["causes"],
            [{"reason": "FieldValueRequired", "message": "Required value: must be specified", "field": "spec.name"}],
        )
        missing = self.refused(404, "NotFound", self.read, "nobody")
        self.assertEqual(missing["details"], {"name": "nobody", "group": GROUP, "kind": PLURAL})

    def test_lists_are_selected_and_come_in_pages(self):
        for name in "abcde":
            self.create(cat(name, labels={"vowel": str(name in "ae").lower()}))
        self.assertEqual(self.names(label_selector="vowel=true"), ["a", "e"])
        self.assertEqual(self.names(field_selector="metadata.name=c"), ["c"])
        first = self.api.list_namespaced_custom_object(*self.place, limit=3)
        self.assertEqual(first["kind"], "CatList")
        self.assertEqual(first["metadata"]["remainingItemCount"], 2)
        self.create(cat("cc"))
        self.assertEqual(self.names(limit=3, _continue=first["metadata"]["continue"]), ["d", "e"])
        everywhere = self.api.list_cluster_custom_object(
            GROUP, VERSION, PLURAL, field_selector="metadata.namespace=" + self.namespace
        )
        self.assertEqual(len(everywhere["items"]), 6)

    def test_a_cat_is_patched_by_merging(self):
        self.create(cat("tom"))
        patch = self.api.patch_namespaced_custom_object
        patched = patch(*self.place, "tom", {"metadata": {"labels": {"color": "grey"}}})
        self.assertEqual(patched["metadata"]["labels"], {"color": "grey"})
        again = patch(*self.place, "tom", {"metadata": {"labels": None}, "spec": {"name": "Tommy"}})
        self.assertNotIn("labels", again["metadata"])
        self.assertEqual(again["spec"], {"name": "Tommy", "lives": 9})
        # It knows of no other patch, and calls a list a merge patch as well.
        self.refused(400, "BadRequest", patch, *self.place, "tom", [{"op": "remove", "path": "/spec"}])

    def test_the_status_is_written_apart(self):
        created = self.create(cat("tom"))
        seen = self.api.patch_namespaced_custom_object_status(
            *self.place, "tom", {"status": {"mood": "good"}, "spec": {"name": "ignored"}}
        )
        self.assertEqual((seen["status"], seen["spec"]), ({"mood": "good"}, {"name": "tom", "lives": 9}))
        better = {**seen, "status": {"mood": "better"}}
        self.api.replace_namespaced_custom_object_status(*self.place, "tom", better)
        read = self.api.get_namespaced_custom_object_status(*self.place, "tom")
        self.assertEqual(read["status"], {"mood": "better"})
        self.assertEqual(read["metadata"]["generation"], created["metadata"]["generation"])

    def test_delete_options_are_obeyed(self):
        created = self.create(cat("tom", finalizers=["animal.skai.io/nap"]))
        delete = self.api.delete_namespaced_custom_object
        another = client.V1DeleteOptions(preconditions=client.V1Preconditions(uid="another"))
        self.refused(409, "Conflict", delete, *self.place, "tom", body=another)
        delete(*self.place, "tom", dry_run="All")
        self.assertNotIn("deletionTimestamp", self.read("tom")["metadata"])
        same = client.V1DeleteOptions(
            preconditions=client.V1Preconditions(uid=created["metadata"]["uid"]),
            propagation_policy="Background",
            grace_period_seconds=0,
        )
        ending = delete(*self.place, "tom", body=same)
        self.assertIn("deletionTimestamp", ending["metadata"])
        self.api.patch_namespaced_custom_object(*self.place, "tom", {"metadata": {"finalizers": None}})
        self.refused(404, "NotFound", self.read, "tom")

    def test_a_collection_is_deleted(self):
        self.create(cat("a"))
        self.create(cat("b"))
        self.api.delete_collection_namespaced_custom_object(*self.place)
        self.assertEqual(self.names(), [])

    def test_a_watch_tells_what_happened_and_ends_at_its_time(self):
        self.create(cat("tom"))

        def change():
            self.create(cat("felix"))
            self.api.patch_namespaced_custom_object(*self.place, "felix", {"spec": {"name": "Felix"}})
            self.api.delete_namespaced_custom_object(*self.place, "tom")

        start = self.api.list_namespaced_custom_object(*self.place)["metadata"]["resourceVersion"]
        changes = threading.Thread(target=change)
        changes.start()
        stream = watch.Watch().stream(
            self.api.list_namespaced_custom_object, *self.place, resource_version=start, timeout_seconds=2
        )
        told = [(event["type"], event["object"]["spec"]["name"]) for event in stream]
        changes.join()
        self.assertEqual(told, [("ADDED", "felix"), ("MODIFIED", "Felix"), ("DELETED", "tom")])


class Dynamic(Life):
    def setUp(self):
        super().setUp()
        self.client = dynamic.DynamicClient(CONNECTION)
        self.cats = self.client.resources.get(api_version=API_VERSION, kind="Cat")

    def test_the_resource_is_discovered(self):
        self.assertEqual((self.cats.name, self.cats.singular_name), ("cats", "cat"))
        self.assertTrue(self.cats.namespaced)
        self.assertEqual(self.cats.short_names, ["ct"])
        self.assertIn("watch", self.cats.verbs)
        self.assertIn("status", self.cats.subresources)
        self.assertEqual(self.client.resources.get(api_version=API_VERSION, short_names=["ct"]).kind, "Cat")
        self.assertEqual(self.client.version["kubernetes"]["major"], "1")
        with self.assertRaises(exceptions.ResourceNotFoundError):
            self.client.resources.get(api_version=API_VERSION, kind="Dog")

    def test_a_cat_lives(self):
        created = self.cats.create(body=cat("tom"), namespace=self.namespace)
        stale = created.to_dict()
        created.spec.name = "Thomas"
        replaced = self.cats.replace(body=created, namespace=self.namespace)
        self.assertEqual(replaced.spec.name, "Thomas")
        with self.assertRaises(exceptions.ConflictError):
            self.cats.replace(body=stale, namespace=self.namespace)
        self.assertEqual(self.cats.get(name="tom", namespace=self.namespace).metadata.uid, created.metadata.uid)
        self.assertEqual(self.cats.delete(name="tom", namespace=self.namespace).status, "Success")
        with self.assertRaises(exceptions.NotFoundError):
            self.cats.get(name="tom", namespace=self.namespace)
        with self.assertRaises(exceptions.UnprocessibleEntityError):
            self.cats.create(body=cat("tom", ""), namespace=self.namespace)
        with self.assertRaises(exceptions.BadRequestError):
            self.cats.get(namespace=self.namespace, label_selector="color in")

    def test_lists_are_selected_and_come_in_pages(self):
        for name in "abc":
            self.cats.create(body=cat(name, labels={"color": name}), namespace=self.namespace)
        found = self.cats.get(namespace=self.namespace, label_selector="color in (a,b)")
        self.assertEqual([one.metadata.name for one in found.items], ["a", "b"])
        first = self.cats.get(namespace=self.namespace, limit=2)
        self.assertEqual([one.metadata.name for one in first.items], ["a", "b"])
        last = self.cats.get(namespace=self.namespace, limit=2, _continue=first.metadata["continue"])
        self.assertEqual([one.metadata.name for one in last.items], ["c"])
        self.cats.delete(namespace=self.namespace, label_selector="color!=a")
        self.assertEqual([one.metadata.name for one in self.cats.get(namespace=self.namespace).items], ["a"])

    def test_a_cat_is_patched_in_every_way(self):
        self.cats.create(body=cat("tom"), namespace=self.namespace)

        def patch(body, kind):
            return self.cats.patch(
                body=body, name="tom", namespace=self.namespace, content_type="application/" + kind
            ).spec.name

        self.assertEqual(patch({"spec": {"name": "one"}}, "merge-patch+json"), "one")
        self.assertEqual(patch({"spec": {"name": "two"}}, "strategic-merge-patch+json"), "two")
        steps = [{"op": "test", "path": "/spec/name", "value": "two"}, {"op": "replace", "path": "/spec/name", "value": "three"}]
        self.assertEqual(patch(steps, "json-patch+json"), "three")
        self.refused(422, "Invalid", patch, steps, "json-patch+json")
        self.refused(415, "UnsupportedMediaType", patch, {}, "x-tail+json")

    def test_fields_are_applied_and_two_who_disagree_are_in_conflict(self):
        def apply(manager, called, **options):
            # As text: of a dictionary this client can make nothing but JSON.
            return self.cats.server_side_apply(
                body=json.dumps(cat("tom", called)),
                name="tom",
                namespace=self.namespace,
                field_manager=manager,
                **options,
            )

        applied = apply("alice", "Tom")
        self.assertEqual(applied.metadata.managedFields[0].operation, "Apply")
        self.assertEqual(apply("alice", "Tom").metadata.resourceVersion, applied.metadata.resourceVersion)
        status = self.refused(409, "Conflict", apply, "bob", "Bob")
        self.assertEqual(status["details"]["causes"][0]["field"], ".spec.name")
        self.assertEqual(apply("bob", "Bob", force_conflicts=True).spec.name, "Bob")

    def test_a_dry_run_changes_nothing(self):
        self.cats.create(body=cat("tom"), namespace=self.namespace, dry_run="All")
        with self.assertRaises(exceptions.NotFoundError):
            self.cats.get(name="tom", namespace=self.namespace)

    def test_the_status_is_a_subresource(self):
        self.cats.create(body=cat("tom"), namespace=self.namespace)
        status = self.cats.subresources["status"]
        status.patch(
            body={"status": {"mood": "good"}},
            name="tom",
            namespace=self.namespace,
            content_type="application/merge-patch+json",
        )
        self.assertEqual(status.get(name="tom", namespace=self.namespace).status.mood, "good")

    def test_a_watch_begins_with_what_there_is(self):
        self.cats.create(body=cat("tom"), namespace=self.namespace)
        watcher = watch.Watch()
        told = []
        for event in self.cats.watch(namespace=self.namespace, timeout=20, watcher=watcher):
            told.append((event["type"], event["object"].metadata.name))
            if event["type"] == "ADDED":
                self.cats.delete(name="tom", namespace=self.namespace)
            else:
                watcher.stop()
        self.assertEqual(told, [("ADDED", "tom"), ("DELETED", "tom")])


if __name__ == "__main__":
    unittest.main(verbosity=2)
