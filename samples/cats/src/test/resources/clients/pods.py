"""What Debian's Python client does with pods, against the server that KUBECONFIG names."""

import os
import unittest

from kubernetes import client, config
from kubernetes.client.rest import ApiException
from kubernetes.stream import stream

CONNECTION = config.new_client_from_config(os.environ["KUBECONFIG"])


class Pods(unittest.TestCase):
    def setUp(self):
        self.api = client.CoreV1Api(CONNECTION)

    def run_command(self, *command, **options):
        wanted = {"stdin": False, "stdout": True, "stderr": True, "tty": False, **options}
        return stream(
            self.api.connect_get_namespaced_pod_exec, "tom", "default", command=list(command), **wanted
        )

    def test_a_command_says_what_it_is_told(self):
        self.assertEqual(self.run_command("echo", "two words", "three"), "two words three\n")

    def test_the_exit_code_is_the_commands(self):
        session = self.run_command("exit", "42", _preload_content=False)
        session.run_forever(timeout=20)
        self.assertEqual(session.returncode, 42)

    def test_errors_go_apart(self):
        session = self.run_command("complain", _preload_content=False)
        session.run_forever(timeout=20)
        self.assertEqual((session.read_stdout(timeout=0), session.read_stderr(timeout=0)), ("", "oh no\n"))

    def test_input_is_echoed_as_it_comes(self):
        session = self.run_command("cat", stdin=True, _preload_content=False)
        session.write_stdin("meow\n")
        self.assertEqual(session.readline_stdout(timeout=20), "meow")
        session.write_stdin("purr\n")
        self.assertEqual(session.readline_stdout(timeout=20), "purr")
        session.close()

    def test_what_is_not_there_is_refused(self):
        with self.assertRaises(ApiException) as raised:
            stream(self.api.connect_get_namespaced_pod_exec, "nobody", "default", command="echo", stdout=True)
        self.assertIn("404", str(raised.exception.reason))

    def test_a_log_is_shown_as_it_is_wanted(self):
        self.assertEqual(self.api.read_namespaced_pod_log("tom", "default", tail_lines=1), "asleep\n")


unittest.main()
