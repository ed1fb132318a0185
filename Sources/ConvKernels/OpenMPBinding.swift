import Glibc

/// Ties oneDNN's OpenMP threads to processors, without which two threads and a neighbour share one core for whole
/// scheduler quanta (8 ms and more).
///
/// The OpenMP runtime reads its environment once, when it is loaded. oneDNN brings it in only when first used, so
/// setting the environment before that is enough, and the program need not be started anew.
public enum OpenMPBinding {
    /// Sets `OMP_PROC_BIND=true` unless the user has set it; to be called before anything uses oneDNN.
    public static func prepare() { setenv("OMP_PROC_BIND", "true", 0) }

    /// Whether the runtime binds its threads; nil where oneDNN is not installed. Loads oneDNN.
    public static var isActive: Bool? {
        switch OneDNNLibrary.shared {
        case .success(let library): library.functions.omp_get_proc_bind() != 0
        case .failure: nil
        }
    }
}
