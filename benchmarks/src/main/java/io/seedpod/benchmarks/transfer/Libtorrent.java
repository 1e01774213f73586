package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// libtorrent (Rasterbar), driven by a few lines of Python that do nothing while bytes move.
///
/// Tuned: its own settings for fast seeds, deep queues, buffers for a fast network, a hashing
/// thread for each core; no uTP, no encryption, no discovery.
final class Libtorrent implements Client {
    /// Of several Pythons on a machine the system's own has the distribution's modules.
    private static final String PYTHON = "/usr/bin/python3";

    private static final String PROGRAM =
            """
            import sys, os, libtorrent as lt

            torrent, folder, address, port, mark = sys.argv[1:6]
            settings = lt.high_performance_seed()
            settings.update({
                'listen_interfaces': address + ':' + port,
                'outgoing_interfaces': address,
                'enable_dht': False, 'enable_lsd': False, 'enable_upnp': False, 'enable_natpmp': False,
                'enable_incoming_utp': False, 'enable_outgoing_utp': False,
                'out_enc_policy': int(lt.enc_policy.pe_disabled),
                'in_enc_policy': int(lt.enc_policy.pe_disabled),
                'announce_to_all_trackers': True,
                'aio_threads': os.cpu_count(), 'hashing_threads': os.cpu_count(),
                'file_pool_size': 64,
                'max_out_request_queue': 2000, 'max_allowed_in_request_queue': 2000,
                'request_queue_time': 3,
                'max_queued_disk_bytes': 64 << 20,
                'checking_mem_usage': 512,
                'send_buffer_watermark': 4 << 20, 'send_buffer_low_watermark': 1 << 20,
                'send_buffer_watermark_factor': 150,
                'recv_socket_buffer_size': 4 << 20, 'send_socket_buffer_size': 4 << 20,
                'unchoke_slots_limit': -1,
                'smooth_connects': False, 'connection_speed': 200,
                'alert_mask': int(lt.alert.category_t.error_notification | lt.alert.category_t.status_notification),
            })
            session = lt.session(settings)
            parameters = lt.add_torrent_params()
            parameters.ti = lt.torrent_info(torrent)
            parameters.save_path = folder
            parameters.storage_mode = lt.storage_mode_t.storage_mode_sparse
            parameters.flags &= ~lt.torrent_flags.auto_managed
            parameters.flags &= ~lt.torrent_flags.paused
            session.add_torrent(parameters)
            while True:
                session.wait_for_alert(60000)
                for alert in session.pop_alerts():
                    if isinstance(alert, lt.torrent_finished_alert):
                        open(mark, 'w').close()
                    elif 'error' in type(alert).__name__:
                        print(alert.message(), flush=True)
            """;

    @Override
    public String name() {
        return "libtorrent";
    }

    @Override
    public String version() throws IOException {
        return "libtorrent "
                + Commands.output(PYTHON, "-c", "import libtorrent; print(libtorrent.__version__)")
                        .strip()
                + ", tuned";
    }

    @Override
    public void prepare(Path home, Place place) throws IOException {
        Files.writeString(home.resolve("program.py"), PROGRAM);
    }

    @Override
    public List<String> seed(Path home, Place place) {
        return List.of(
                PYTHON,
                home.resolve("program.py").toString(),
                place.torrent().toString(),
                place.data().toString(),
                place.address(),
                Integer.toString(Place.PORT),
                mark(place).toString());
    }

    @Override
    public List<String> fetch(Path home, Place place) {
        return seed(home, place);
    }

    private static Path mark(Place place) {
        return place.data().resolve("complete");
    }

    @Override
    public boolean finished(Place place) {
        return Files.exists(mark(place));
    }
}
