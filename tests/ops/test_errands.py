"""An errand has a thread of its own: it is done again and again, also after a failure, until the worker is stopped."""

import threading

import pytest

from portal.ops import serve


def test_an_errand_is_done_again_and_after_a_failure(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, migrated: object
) -> None:
    monkeypatch.setattr(serve, "ERRAND_PAUSE", 0.001)
    stopping, times = threading.Event(), []

    def errand(asked: threading.Event) -> None:
        assert asked is stopping
        times.append(threading.current_thread())
        if len(times) == 2:
            message = "the server is on fire"
            raise OSError(message)
        if len(times) == 4:
            stopping.set()

    thread = threading.Thread(target=serve.run_errand, args=(errand, stopping))
    thread.start()
    thread.join(20)
    assert not thread.is_alive()
    assert times == [thread] * 4
    assert "the server is on fire" in caplog.text
